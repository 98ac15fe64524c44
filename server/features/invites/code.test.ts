import { expect, test } from 'vitest'
import { newCode, readCode, readReference } from './code'

const CODE = '7K3M9QXTAB40'

test.each([
  CODE.toLowerCase(),
  '7K3M-9QXT-AB40',
  ' 7k3m 9qxt\u00a0ab4O\n',
  // As phones and texts make dashes of hyphens, with what nobody sees, and by a Chinese keyboard.
  '7K3M–9QXT—AB40',
  '\u200b7K3M9QXTAB40\ufeff',
  '７Ｋ３Ｍ－９ＱＸＴ－ＡＢ４０',
])('%j is the code', (typed) => expect(readCode(typed)).toBe(CODE))

test.each(['', '7K3M9QXTAB4', `${CODE}0`, '7K3M9QXTAB4U', '7K3M9QXTAB4💥', 'x'.repeat(49)])(
  '%j is no code',
  (typed) => expect(readCode(typed)).toBeNull(),
)

test('every code is read as it is, and holds no letter that looks like another', () => {
  for (let n = 0; n < 1_000; n++) {
    const code = newCode()
    expect(readCode(code)).toBe(code)
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/)
  }
  expect(readReference('ilo0-1o1l')).toBe('11001011')
})
