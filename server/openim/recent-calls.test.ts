import { expect, test } from 'vitest'
import { createRecentCalls } from './recent-calls'

const nothing = { ok: 0, refused: 0, unreachable: 0, uncertain: 0, shape: 0, repeats: 0 }

test('counts by how calls ended, and forgets what is older than five minutes', () => {
  let now = 1_000_000
  const recent = createRecentCalls(() => now)
  expect(recent.counts()).toEqual(nothing)
  recent.note('ok')
  recent.note('ok')
  recent.note('repeats')
  now += 60_000
  recent.note('uncertain')
  expect(recent.counts()).toEqual({ ...nothing, ok: 2, repeats: 1, uncertain: 1 })
  now += 240_000
  expect(recent.counts()).toEqual({ ...nothing, uncertain: 1 })
  now += 60_000
  expect(recent.counts()).toEqual(nothing)
})

test('goes on where the clock was set back', () => {
  let now = 1_000_000
  const recent = createRecentCalls(() => now)
  recent.note('ok')
  now -= 500_000
  recent.note('refused')
  expect(recent.counts()).toMatchObject({ refused: 1 })
})
