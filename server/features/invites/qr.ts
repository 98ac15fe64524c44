import { create } from 'qrcode'

/** A QR code as one path in units of its modules: `viewBox` is `0 0 size size`, with the quiet zone of 4 around it. */
export type Qr = { size: number; path: string }

const QUIET = 4

/** The QR code of an address, good enough to be printed and scanned from a screen (error correction M). Pure. */
export function qrOf(text: string): Qr {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const rows = Array.from({ length: modules.size }, (_, y) => rowPath(y, modules))
  return { size: modules.size + 2 * QUIET, path: rows.join('') }
}

type Modules = { size: number; get(row: number, column: number): number }

/** Dark modules of one row, those side by side as one stroke. */
function rowPath(y: number, modules: Modules): string {
  let path = ''
  for (let x = 0; x < modules.size; x++) {
    if (!modules.get(y, x)) continue
    const from = x
    while (x + 1 < modules.size && modules.get(y, x + 1)) x++
    const width = x - from + 1
    path += `M${from + QUIET} ${y + QUIET}h${width}v1h-${width}z`
  }
  return path
}
