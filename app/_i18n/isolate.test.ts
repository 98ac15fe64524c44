import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isolated } from './isolate'

test.each(['Garden club', '花园', 'Zoë', '', '🌱 plants'])('%j stays as it is', (name) => {
  expect(isolated(name)).toBe(name)
})

test.each([
  ['a name that turns what follows', 'abc\u202e gpj.exe', '\u2068abc\u202e gpj.exe\u2069'],
  ['a name that ends isolates', '\u2069\u2069\u202eabc', '\u2068\u202eabc\u2069'],
  ['a Hebrew name', 'נועה', '\u2068נועה\u2069'],
  ['an Arabic name', 'نور', '\u2068نور\u2069'],
])('%s is set apart', (_what, name, expected) => expect(isolated(name)).toBe(expected))

test('what is set apart begins and ends no isolate but ours', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'ש', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069'),
  })
  fc.assert(
    fc.property(text, (value) => {
      const inside = isolated(value)
        .replace(/^\u2068/, '')
        .replace(/\u2069$/, '')
      expect(inside).not.toMatch(/[\u2066-\u2069]/)
    }),
  )
})
