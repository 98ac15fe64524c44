import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Cell, csvHead, csvRow } from './csv'

/** Reads CSV as RFC 4180 has it. */
function parse(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? ''
    if (quoted) {
      if (character !== '"') cell += character
      else if (text[at + 1] === '"') cell += text[at++]
      else quoted = false
    } else if (character === '"') quoted = true
    else if (character === ',') {
      row.push(cell)
      cell = ''
    } else if (character === '\r' && text[at + 1] === '\n') {
      at++
      rows.push([...row, cell])
      row = []
      cell = ''
    } else cell += character
  }
  return rows
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc
    .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', "'", '＝'), fc.string())
    .map((parts) => parts.join('')),
)
const anyCell: fc.Arbitrary<Cell> = fc.oneof(anyText, fc.integer(), fc.constant(null))

describe('a table as CSV', () => {
  test('comes back as it was, but for the apostrophe', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyCell, { minLength: 1, maxLength: 6 }), { maxLength: 8 }), (rows) => {
        const read = parse(rows.map(csvRow).join(''))
        expect(read).toHaveLength(rows.length)
        for (const [at, row] of rows.entries())
          for (const [place, cell] of row.entries()) {
            const found = read[at]?.[place]
            const text = cell === null ? '' : String(cell)
            expect([text, `'${text}`]).toContain(found)
          }
      }),
    )
  })

  test('has no text that a spreadsheet would calculate', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const [[cell = ''] = []] = parse(csvRow([text]))
        expect(cell).not.toMatch(/^[=+\-@\t\r\n]/)
        // Nothing else is touched.
        if (/^[\p{L}\p{N}]/u.test(text)) expect(cell).toBe(text)
      }),
    )
  })

  test.each([
    ['=1+2', "'=1+2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-2+3', "'-2+3"],
    ['+49 30', "'+49 30"],
    ['\tx', "'\tx"],
    ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
    ['a,b', '"a,b"'],
    ['夜跑小组', '夜跑小组'],
  ])('%j becomes %j', (text, written) => {
    expect(csvRow([text])).toBe(`${written}\r\n`)
  })

  test('numbers stay numbers, and the file begins with its mark', () => {
    expect(csvRow([-3, null, 0])).toBe('-3,,0\r\n')
    expect(csvHead(['Id', 'Name'])).toBe('\uFEFFId,Name\r\n')
  })
})
