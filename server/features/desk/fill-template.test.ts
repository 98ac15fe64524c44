import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fillTemplate, variablesIn } from './fill-template'

test('names are found once each, in order', () => {
  expect(variablesIn('{number} of {date}: {number} {} { x } {Upper}')).toEqual(['number', 'date', ''])
})

test('a text is filled in one pass', () => {
  const values = { number: '{date}', date: '1 May $& $1' }
  expect(fillTemplate('{number} of {date}, {other} {constructor}', values)).toBe(
    '{date} of 1 May $& $1, {other} {constructor}',
  )
})

test('a text without variables stays what it is, whatever the values', () => {
  const plain = fc.string().filter((text) => variablesIn(text).length === 0)
  fc.assert(
    fc.property(plain, fc.dictionary(fc.string(), fc.string()), (text, values) => {
      expect(fillTemplate(text, values)).toBe(text)
    }),
  )
})
