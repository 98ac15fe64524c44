import { expect, test } from 'vitest'
import { saysAll } from './places'

test('every word typed has to stand somewhere, in any order and case', () => {
  expect(saysAll('Suspend group group.suspend', 'GROUP susp')).toBe(true)
  expect(saysAll('Suspend group', 'group lift')).toBe(false)
  expect(saysAll('封停群组', '群组')).toBe(true)
  expect(saysAll('Review', '  ')).toBe(true)
})
