import { expect, test } from 'vitest'
import { secondsLeft, windowLeft } from './ledger-look'

test('seconds are told until the very end and never below none', () => {
  expect(secondsLeft({ dueAt: 10_000 }, 0)).toBe(10)
  expect(secondsLeft({ dueAt: 10_000 }, 9_001)).toBe(1)
  expect(secondsLeft({ dueAt: 10_000 }, 10_000)).toBe(0)
  expect(secondsLeft({ dueAt: 10_000 }, 60_000)).toBe(0)
})

test('the window runs from full to empty, also when there is none', () => {
  const item = { createdAt: 1_000, dueAt: 11_000 }
  expect(windowLeft(item, 0)).toBe(1)
  expect(windowLeft(item, 6_000)).toBe(0.5)
  expect(windowLeft(item, 20_000)).toBe(0)
  expect(windowLeft({ createdAt: 5, dueAt: 5 }, 5)).toBe(0)
})
