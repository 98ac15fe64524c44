import { expect, test } from 'vitest'
import { REFUSALS } from '@/server/features/invites/schema'
import { REMEDIES } from './remedies-of'

test('what only whoever asks can mend has no remedy here; everything else has one', () => {
  const without = REFUSALS.filter((why) => REMEDIES[why].length === 0)
  expect(without).toEqual(['unknown', 'unknown_user'])
})
