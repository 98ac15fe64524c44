import { expect, test } from 'vitest'
import { beginningOfCode, codeIn, referenceIn } from './pasted'

test.each([
  ['https://chat.example/i/K7Q4-M2RX-9TBD', 'K7Q4M2RX9TBD'],
  ['http://localhost:3000/i/k7q4m2rx9tbd?utm=x#top', 'K7Q4M2RX9TBD'],
  ['chat.example/i/K7Q4M2RX9TBD/', 'K7Q4M2RX9TBD'],
  ['Join us: https://chat.example/i/K7Q4-M2RX-9TBD soon', 'K7Q4M2RX9TBD'],
  [' k7q4 m2rx 9tbd ', 'K7Q4M2RX9TBD'],
  ['https://chat.example/i/K7Q4%2DM2RX%2D9TBD', 'K7Q4M2RX9TBD'],
  ['oIl4-M2RX-9TBD', '0114M2RX9TBD'],
  ['https://safe.example/?url=https%3A%2F%2Fchat.example%2Fi%2FK7Q4-M2RX-9TBD%3Fa&x=1', 'K7Q4M2RX9TBD'],
  ['https://chat.example/i/%E0%A4%A', null],
  ['https://chat.example/groups/K7Q4M2RX9TBD', null],
  ['K7Q4M2RX', null],
  ['', null],
])('%s holds the code %s', (text, code) => {
  expect(codeIn(text)).toBe(code)
})

test('a reference is shorter than a code and never taken for one', () => {
  expect(referenceIn(' 4k9t-xxd2 ')).toBe('4K9TXXD2')
  expect(codeIn('4K9TXXD2')).toBeNull()
  expect(referenceIn('K7Q4M2RX9TBD')).toBeNull()
})

test.each([
  ['K7Q4-M2', ['K7Q4M2000000', 'K7Q4M2ZZZZZZ']],
  ['k7q4', ['K7Q400000000', 'K7Q4ZZZZZZZZ']],
  ['poster', null],
  ['K7Q', null],
  ['K7Q4-M2RX-9TBD', null],
  ['T_77', null],
])('%s begins codes', (text, codes) => {
  expect(beginningOfCode(text)).toEqual(codes)
})
