import { expect, test } from 'vitest'
import { ailments } from './health'

const well = { status: 'normal' as const, standing: 'good' as const, ownerless: false, settling: false }

test.each([
  [{}, []],
  [{ ownerless: true }, ['ownerless']],
  [{ ownerless: true, status: 'dismissed' as const, standing: 'dismissed' as const }, []],
  [{ status: 'muted' as const }, ['muted']],
  [{ status: 'muted' as const, standing: 'under_review' as const }, ['muted']],
  [{ status: 'muted' as const, standing: 'suspended' as const }, []],
  [{ status: 'muted' as const, settling: true }, []],
  [{ standing: 'dismissed' as const }, ['revived']],
  [{ standing: 'dismissed' as const, settling: true }, []],
  [{ status: 'gone' as const, ownerless: true }, ['gone']],
])('of %j: %j', (group, expected) => {
  expect(ailments({ ...well, ...group })).toEqual(expected)
})
