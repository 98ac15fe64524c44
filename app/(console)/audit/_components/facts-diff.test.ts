import fc from 'fast-check'
import { expect, test } from 'vitest'
import { factsDiff } from './facts-diff'

test('what changed comes first, what stayed after', () => {
  expect(factsDiff({ status: 'normal', people: 4 }, { status: 'muted', people: 4 })).toEqual([
    { name: 'status', before: 'normal', after: 'muted', changed: true },
    { name: 'people', before: '4', after: '4', changed: false },
  ])
})

test('nested facts get their path, lists one line, null a dash', () => {
  expect(factsDiff(null, { a: { b: null }, ids: ['x', 2] })).toEqual([
    { name: 'a.b', before: undefined, after: '–', changed: true },
    { name: 'ids', before: undefined, after: 'x, 2', changed: true },
  ])
})

test('a row without facts gives no lines', () => {
  expect(factsDiff(null, undefined)).toEqual([])
})

test('any recorded value is told', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => Array.isArray(factsDiff(before, after))),
  )
})
