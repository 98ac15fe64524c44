import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainLine } from './plain-line'

test.each([
  ['a plain name', 'Chess club', 'Chess club'],
  ['other scripts', 'שלום 象棋 می‌خواهم', 'שלום 象棋 می‌خواهم'],
  ['a family', '👨‍👩‍👧', '👨‍👩‍👧'],
  ['an override', '\u202eexe.gpj', 'exe.gpj'],
  ['isolates that end ours', '\u2069\u2067abc', 'abc'],
  ['lines', 'Club\r\n\nYour appeal won\u2028!', 'Club Your appeal won !'],
  ['marks that pile up', `Z${'\u0351'.repeat(300)}algo`, `Z${'\u0351'.repeat(4)}algo`],
  ['what cannot be seen', 'a\u200b\ufeff\u00adb', 'ab'],
  ['half a character', 'a\ud800', 'a\ufffd'],
  ['too much', 'w'.repeat(5_000), `${'w'.repeat(99)}…`],
])('%s', (_what, name, line) => expect(plainLine(name)).toBe(line))

const NASTY = [...'a 象\u202e\u2066\u2069\u2028\n\r\t\0\u200b\u0351👨\u200d', '\ud800', '\udc00', ' \n ']

test('whatever it is, it is one short line without anything that steers', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...NASTY), { maxLength: 120 }), (parts) => {
      const line = plainLine(parts.join(''))
      return [...line].length <= 100 && !/[\u202a-\u202e\u2066-\u2069\n\r\u2028\u2029\0]/.test(line)
    }),
  )
})
