import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DiffPart, wordDiff } from './word-diff'

const told = (parts: DiffPart[]) =>
  parts.map(({ kind, text }) => ({ same: text, added: `[+${text}]`, removed: `[-${text}]` })[kind]).join('')

test.each([
  ['No spam.', 'No spam.', 'No spam.'],
  ['', 'No spam.', '[+No spam.]'],
  ['No spam.', '', '[-No spam.]'],
  ['No spam at all.', 'No noise at all.', 'No [-spam][+noise] at all.'],
  ['No spam.', 'No spam, ever.', 'No spam[+, ever].'],
  ['禁止广告。', '禁止任何广告。', '禁止[+任何]广告。'],
  ['one two', 'two one', '[-one ]two[+ one]'],
])('%j → %j is %s', (before, after, expected) => expect(told(wordDiff(before, after))).toBe(expected))

test('either text can be put together again from its parts', () => {
  const text = fc.array(fc.constantFrom('spam', 'ads', ' ', '\n', '广', '.', '😀')).map((all) => all.join(''))
  fc.assert(
    fc.property(text, text, (before, after) => {
      const parts = wordDiff(before, after)
      const without = (kind: DiffPart['kind']) =>
        parts
          .filter((part) => part.kind !== kind)
          .map((part) => part.text)
          .join('')
      expect([without('added'), without('removed')]).toEqual([before, after])
    }),
  )
})

test('long texts are compared by lines, and longer ones as a whole', () => {
  const words = (word: string) => Array.from({ length: 3_000 }, (_, i) => `${word}${i} `).join('')
  const lines = [words('a'), words('b')].join('\n')
  expect(wordDiff(`x\n${lines}\ny`, `z\n${lines}\nw`).map(({ kind }) => kind)).toContain('same')
  const many = (word: string) => Array.from({ length: 3_000 }, (_, i) => `${word} ${i}\n`).join('')
  expect(wordDiff(many('a'), many('b')).map(({ kind }) => kind)).toEqual(['removed', 'added', 'same'])
})
