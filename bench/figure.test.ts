import { expect, test } from 'vitest'
import { limitedByRatio, limitedByValue, median, quantile, unlimited } from './figure'

test('a quantile is a value that was measured', () => {
  const values = [5, 1, 4, 2, 3]
  expect([median(values), quantile(values, 0.95), quantile(values, 0), quantile(values, 1)]).toEqual([
    3, 5, 1, 5,
  ])
  expect(quantile([7], 0.5)).toBe(7)
  expect(values).toEqual([5, 1, 4, 2, 3])
})

test('a ratio may reach its limit and not pass it, before it is rounded', () => {
  const of = (value: number) => limitedByRatio({ name: 'x', value, unit: 'ms', baseline: 2, limit: 1.5 })
  expect(of(3)).toEqual({ name: 'x', value: 3, unit: 'ms', baseline: 2, ratio: 1.5, limit: 1.5, ok: true })
  expect(of(3.00001)).toMatchObject({ ratio: 1.5, ok: false })
})

test('a value is held to its limit whatever its baseline', () => {
  const of = (value: number) => limitedByValue({ name: 'x', value, unit: 's', baseline: 1, limit: 10 })
  expect(of(10)).toMatchObject({ ratio: 10, ok: true })
  expect(of(10.1)).toMatchObject({ ok: false })
})

test('nothing measured is no success', () => {
  const nothing = { name: 'x', value: median([]), unit: 'ms', baseline: 1, limit: 1 } as const
  expect(limitedByRatio(nothing).ok).toBe(false)
  expect(limitedByValue(nothing).ok).toBe(false)
})

test('a figure without a limit is told as it is', () => {
  expect(unlimited({ name: 'x', value: 3, unit: 'ms', baseline: 2 })).toMatchObject({
    ratio: 1.5,
    limit: null,
    ok: true,
  })
})
