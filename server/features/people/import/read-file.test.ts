import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvLine } from '@/server/csv'
import { DomainError } from '@/server/errors'
import { judgeRows } from './judge'
import { readImportFile } from './read-file'
import { MOST_BYTES, MOST_ROWS } from './schema'

const people = (text: string) =>
  readImportFile(text).rows.map(({ line, userId, nickname, faceUrl }) => [line, userId, nickname, faceUrl])

const problem = (text: string): unknown => {
  try {
    return readImportFile(text)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return [error.reason, error.field, error.facts]
  }
}

describe('a file', () => {
  test.each([
    [
      'without header',
      'u1,Ann\nu2,Bo,https://x/y.png\n',
      [
        [1, 'u1', 'Ann', ''],
        [2, 'u2', 'Bo', 'https://x/y.png'],
      ],
    ],
    ['with header, in any order', 'Nickname,User ID\nAnn,u1\n', [[2, 'u1', 'Ann', '']]],
    ['with a Chinese header', '用户ID,昵称,头像\nu1,李思远,\n', [[2, 'u1', '李思远', '']]],
    ['with semicolons', 'id;nickname;avatar\nu1;"Ann; the first";\n', [[2, 'u1', 'Ann; the first', '']]],
    [
      'with semicolons and commas in names',
      'u1;Ann, the first\nu2;Bo\n',
      [
        [1, 'u1', 'Ann, the first', ''],
        [2, 'u2', 'Bo', ''],
      ],
    ],
    [
      'with Excel’s line that names the mark',
      'sep=;\r\nid;nickname\r\nu1;A, B, C\r\n',
      [[3, 'u1', 'A, B, C', '']],
    ],
    ['with that line and a byte order mark', '\uFEFFsep=,\nu1,A;B\n', [[2, 'u1', 'A;B', '']]],
    ['with line ends of old Macs', 'id,nickname\ru1,Ann\r', [[2, 'u1', 'Ann', '']]],
    ['with tabs', 'u1\tAnn\n', [[1, 'u1', 'Ann', '']]],
    ['with a byte order mark', '\uFEFFid,nickname\r\nu1,Ann\r\n', [[2, 'u1', 'Ann', '']]],
    [
      'with quoted lines and quotes',
      'u1,"An\nn ""A"""\nu2,Bo',
      [
        [2, 'u1', 'An\nn "A"', ''],
        [3, 'u2', 'Bo', ''],
      ],
    ],
    ['with a quote in the middle', 'u1,Ann "A" B\n', [[1, 'u1', 'Ann "A" B', '']]],
    [
      'with blank lines and blanks',
      '\n u1 , Ann \n\n,,\nu2,Bo\n',
      [
        [2, 'u1', 'Ann', ''],
        [5, 'u2', 'Bo', ''],
      ],
    ],
    [
      'with too few and too many cells',
      'u1\nu2,Bo,x,y\n',
      [
        [1, 'u1', '', ''],
        [2, 'u2', 'Bo', 'x'],
      ],
    ],
    [
      'in any script',
      'u1,مريم الخطيب\nu2,🦉👩‍👩‍👧\n',
      [
        [1, 'u1', 'مريم الخطيب', ''],
        [2, 'u2', '🦉👩‍👩‍👧', ''],
      ],
    ],
  ])('%s', (_, text, rows) => {
    expect(people(text)).toEqual(rows)
  })

  test('says which columns it took and which it did not', () => {
    expect(readImportFile('user_id,Name,Avatar URL,Email\nu1,Ann,,a@b\n').columns).toEqual({
      userId: 'user_id',
      nickname: 'Name',
      faceUrl: 'Avatar URL',
      ignored: ['Email'],
    })
    expect(readImportFile('u1,Ann').columns).toBeNull()
  })

  test.each([
    ['nothing', ' \n\n', ['import_empty', 'csv', {}]],
    ['nobody', 'id,nickname\n', ['import_empty', 'csv', {}]],
    ['no nicknames', 'id,email\nu1,a@b\n', ['import_columns', 'csv', {}]],
    ['bytes that are no UTF-8', 'u1,J\uFFFDrgen\n', ['import_not_utf8', 'csv', {}]],
    ['an open quote', 'u1,Ann\nu2,"Bo\n', ['import_unreadable', 'csv', { line: 2 }]],
    ['too many people', 'u,n\n'.repeat(MOST_ROWS + 1), ['import_too_many', 'csv', { most: MOST_ROWS }]],
    ['too many bytes', '李'.repeat(MOST_BYTES / 3 + 1), ['import_too_large', 'csv', {}]],
  ])('with %s is refused', (_, text, refusal) => {
    expect(problem(text)).toEqual(refusal)
  })

  test('gives back what was written, whatever stands in it', () => {
    const cell = fc
      .string({ unit: 'grapheme', maxLength: 12 })
      .map((text) => text.replaceAll('\uFFFD', '').trim())
    const inert = cell.filter((text) => !/^\s*[=+\-@＝＋－＠]/u.test(text))
    fc.assert(
      fc.property(fc.array(fc.tuple(inert, inert, inert), { minLength: 1, maxLength: 8 }), (rows) => {
        const file = ['id,nickname,avatar\r\n', ...rows.map((row) => csvLine(row))].join('')
        const kept = rows.filter((row) => row.some((value) => value !== ''))
        fc.pre(kept.length > 0)
        expect(people(file).map(([, ...person]) => person)).toEqual(kept)
      }),
    )
  })

  test('is read or refused, never anything else', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', '\r', 'a', ' ', '\t', '李') }),
        (text) => {
          problem(text)
        },
      ),
    )
  })
})

describe('a row', () => {
  const row = (userId: string, nickname = 'Ann', faceUrl = '') => ({ line: 1, userId, nickname, faceUrl })
  const judged = (...rows: ReturnType<typeof row>[]) =>
    judgeRows(rows, new Set(['known', 'odd-but-known'])).map(({ state, problem: why }) => why ?? state)

  test.each([
    [row('u_1'), 'new'],
    [row('李思远'), 'new'],
    [row('known'), 'registered'],
    [row('odd-but-known'), 'registered'],
    [row(''), 'import_id_missing'],
    [row('with-dash'), 'user_id_rules'],
    [row('a@b'), 'user_id_rules'],
    [row('x'.repeat(65)), 'import_id_too_long'],
    [row('u', ''), 'import_nickname_missing'],
    [row('u', 'x'.repeat(1_001)), 'import_nickname_too_long'],
    [row('u', 'Ann', 'x'.repeat(4_001)), 'import_picture_too_long'],
  ])('%j', (one, verdict) => {
    expect(judged(one)).toEqual([verdict])
  })

  test('with the id of one further up is left out; one that cannot be used takes no place', () => {
    expect(judged(row('u', ''), row('u'), row('u', 'Bo'))).toEqual([
      'import_nickname_missing',
      'new',
      'import_repeated',
    ])
  })
})
