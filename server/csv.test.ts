import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BYTE_ORDER_MARK, type CsvValue, csvLine, csvStream } from './csv'

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }).map((value) => value.replaceAll('\0', '')),
  fc.stringMatching(/^[\s"',;=+\-@＝＋－＠\r\n\t]{0,6}[a-z0-9(!]{0,6}$/u),
)

const read = (file: string): string[][] => parse(file, { relax_column_count: true })

describe('a line', () => {
  test.each<[CsvValue[], string]>([
    [['a', 'b'], 'a,b\r\n'],
    [[1, -2.5, null, ''], '1,-2.5,,\r\n'],
    [['say "hi"', 'a,b', 'a;b', 'two\nlines'], '"say ""hi""","a,b","a;b","two\nlines"\r\n'],
    [['=1+1', '+49 30', '-x', '@SUM(A1)'], "'=1+1,'+49 30,'-x,'@SUM(A1)\r\n"],
    [[' =1+1', '\t=1', '\r=1', '＝1+1'], `' =1+1,"'\t=1","'\r=1",'＝1+1\r\n`],
    [['李思远', 'مريم', '🦉 owl'], '李思远,مريم,🦉 owl\r\n'],
  ])('%j', (values, line) => {
    expect(csvLine(values)).toBe(line)
  })

  test('gives back every text, but for the quote in front of what could be run', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (values) => {
        fc.pre(values.some((value) => value !== ''))
        const [row = []] = read(csvLine(values))
        expect(row.map((value, at) => (value === `'${values[at]}` ? values[at] : value))).toEqual(values)
      }),
    )
  })

  test('never begins a cell with what a spreadsheet works out', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (values) => {
        fc.pre(values.some((value) => value !== ''))
        for (const cell of read(csvLine(values))[0] ?? [])
          expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u)
      }),
    )
  })
})

test('a stream begins with the mark and the header and ends with its pages', async () => {
  async function* pages() {
    yield [['a', 1]]
    yield [['=b', 2]]
  }
  const file = await new Response(csvStream(['name', 'n'], pages())).bytes()
  expect(Buffer.from(file).toString('utf8')).toBe(`${BYTE_ORDER_MARK}name,n\r\na,1\r\n'=b,2\r\n`)
})

test('a stream that is given up ends its reading', async () => {
  let ended = false
  async function* pages() {
    try {
      for (;;) yield [['x']]
    } finally {
      ended = true
    }
  }
  const reader = csvStream(['x'], pages()).getReader()
  await reader.read()
  await reader.read()
  await reader.cancel()
  expect(ended).toBe(true)
})
