import fc from 'fast-check'
import { expect, test } from 'vitest'
import { piecesOf } from './pieces'

test('names fall into pieces of one, two and four characters', () => {
  expect(piecesOf(['读书会1'])).toEqual(['读', '书', '会', '1', '读书', '书会', '会1', '读书会1'])
  expect(piecesOf(['aa', 'aab'])).toEqual(['a', 'aa', 'b', 'ab'])
  expect(piecesOf(['', '😀'])).toEqual(['😀'])
})

const text = fc.string({ unit: fc.constantFrom('a', 'b', '读', '😀', ' ') })

test('a name that holds a word has all its pieces', () => {
  fc.assert(
    fc.property(text, text, text, (before, word, after) => {
      expect(piecesOf([before + word + after])).toEqual(expect.arrayContaining(piecesOf([word])))
    }),
  )
})
