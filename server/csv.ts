/** Tables as CSV that a spreadsheet opens without calculating anything in it (RFC 4180, UTF-8 with its mark). Pure. */

/** Spreadsheets tell by it that the text is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF'

/** With these a spreadsheet would take a text for a formula; the full-width ones are taken so in East Asian versions. */
const FORMULA = /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/

export type Cell = string | number | null

/** The beginning of a file: its mark and the names of its columns. */
export const csvHead = (columns: readonly string[]): string => BYTE_ORDER_MARK + csvRow(columns)

/**
 * One line. A text that a spreadsheet would calculate gets an apostrophe in front, which it hides; numbers stay numbers.
 * A null is an empty cell.
 */
export const csvRow = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`

function csvCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const safe = FORMULA.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}
