import fc from 'fast-check'
import { expect, test } from 'vitest'
import { piecesOf, piecesOfWord } from './pieces'

test('names fall into pieces of one, two and four characters', () => {
  expect(piecesOf(['读书会1'])).toEqual(['读', '书', '会', '1', '读书', '书会', '会1', '读书会1'])
  expect(piecesOf(['aa', 'aab'])).toEqual(['a', 'aa', 'b', 'ab'])
  expect(piecesOf(['', '😀'])).toEqual(['😀'])
})

test.each([
  ['棋', ['棋']],
  ['围棋', ['围棋']],
  ['读书会', ['读书', '书会']],
  ['chess', ['ches', 'hess']],
  ['😀😀', ['😀😀']],
  ['', []],
])('%s has to have %j', (q, pieces) => {
  expect(piecesOfWord(q)).toEqual(pieces)
})

const text = fc.string({ unit: fc.constantFrom('a', 'b', '读', '😀', ' ') })

test('a name that holds a word has all its pieces', () => {
  fc.assert(
    fc.property(text, text, text, (before, word, after) => {
      expect(piecesOf([before + word + after])).toEqual(expect.arrayContaining(piecesOfWord(word)))
    }),
  )
})
