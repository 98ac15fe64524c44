'use client'

import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { type Qr, qrOf } from '@/server/features/invites/qr'
import { saveFile } from './save-file'

/** Pixels of a module: large enough to be printed. */
const MODULE_PX = 24

/** Saves the QR code of an address, to be printed or pasted. */
export function QrSave({ text, name }: { text: string; name: string }) {
  const t = useTranslations('invites')
  return (
    <div className="flex flex-wrap gap-1">
      <Button
        variant="ghost"
        aria-label={t('qr_save', { format: 'SVG' })}
        onClick={() => saveFile(`${name}.svg`, new Blob([svgOf(qrOf(text))], { type: 'image/svg+xml' }))}
      >
        SVG
      </Button>
      <Button
        variant="ghost"
        aria-label={t('qr_save', { format: 'PNG' })}
        onClick={() => drawn(qrOf(text)).toBlob((png) => png && saveFile(`${name}.png`, png), 'image/png')}
      >
        PNG
      </Button>
    </div>
  )
}

const svgOf = ({ size, path }: Qr) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">` +
  `<rect width="${size}" height="${size}" fill="#fff"/><path d="${path}"/></svg>`

function drawn({ size, path }: Qr): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = size * MODULE_PX
  canvas.height = canvas.width
  const pen = canvas.getContext('2d')
  if (!pen) return canvas
  pen.scale(MODULE_PX, MODULE_PX)
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, size, size)
  pen.fillStyle = '#000'
  pen.fill(new Path2D(path))
  return canvas
}
