import { expect, test } from 'vitest'
import { wholeNumber } from './whole-number'

test.each([
  ['', null],
  ['  ', null],
  ['0', 0],
  [' 500 ', 500],
  ['501', undefined],
  ['-1', undefined],
  ['1.5', undefined],
  ['1e2', undefined],
  ['many', undefined],
])('%j is %s', (typed, number) => expect(wholeNumber(typed, 0, 500)).toBe(number))
