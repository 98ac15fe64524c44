/** Tables of text (RFC 4180) that are safe to open in a spreadsheet. Pure. */

export type CsvValue = string | number | null

/** Opens a file: without it spreadsheets take UTF-8 for the encoding of their country. */
export const BYTE_ORDER_MARK = '\uFEFF'

/**
 * What a spreadsheet would work out instead of showing it, also after blanks and in the full-width forms of East Asian
 * scripts. A tab or a line end at the beginning leads into another cell.
 */
const FORMULA = /^[\s\u00AD\u200B-\u200F\u2060\uFEFF]*[=+\-@＝＋－＠\t\r\n]|^[\t\r\n]/u

/** One line with its end. Numbers stand as they are; a text that a spreadsheet could run gets a quote in front. */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(field).join(',')}\r\n`
}

function field(value: CsvValue): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  // No table keeps it, and some programs end the file there.
  const text = value.replaceAll('\0', '')
  const inert = FORMULA.test(text) ? `'${text}` : text
  return /[",;\r\n\t]|^\s|\s$/u.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}

/** The answer that lets a browser save a table under a name. The name is ours: letters, digits, dots and dashes. */
export function csvHeaders(fileName: string): Record<string, string> {
  return {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${fileName}"`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  }
}

/** A table as a stream of bytes: the first line, then what `rows` gives, as fast as it is taken. */
export function csvStream(
  header: readonly string[],
  pages: AsyncIterator<readonly (readonly CsvValue[])[]>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    start: (controller) => controller.enqueue(encoder.encode(BYTE_ORDER_MARK + csvLine(header))),
    async pull(controller) {
      const next = await pages.next()
      if (next.done) controller.close()
      else controller.enqueue(encoder.encode(next.value.map(csvLine).join('')))
    },
    async cancel() {
      await pages.return?.()
    },
  })
}
