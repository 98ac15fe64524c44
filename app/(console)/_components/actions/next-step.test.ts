import { expect, test } from 'vitest'
import { nextStepOf } from './next-step'

const group = {
  subject: { kind: 'group' as const, id: 'g 1', name: 'Readers' },
  touches: { groupId: 'g 1', userId: null },
  consequences: [],
}
const member = {
  subject: { kind: 'member' as const, id: 'g%201/u1', name: 'Ada' },
  touches: { groupId: 'g 1', userId: 'u1' },
  consequences: [{ key: 'member_kick_loses', values: { person: 'Ada', group: 'Readers' } }],
}

test('what keeps an action from being done leads to what clears it out of the way', () => {
  const step = (key: string, plan: typeof group | typeof member, input = {}) =>
    nextStepOf({ key }, plan, input)
  const readers = { id: 'g 1', name: 'Readers' }
  expect(step('owner_transfer_first', member)).toEqual({ action: 'group.transfer', subject: readers })
  expect(step('no_owner', group)).toEqual({ action: 'group.repair', subject: readers })
  expect(step('dismissed_group', member)).toEqual({ action: 'group.restore', subject: readers })
  expect(step('not_in_group', member)).toEqual({
    action: 'member.add',
    subject: { id: 'g%201/u1', name: 'Ada' },
  })
  expect(step('not_a_member', group, { userId: 'u/2' })).toEqual({
    action: 'member.add',
    subject: { id: 'g%201/u%2F2', name: 'u/2' },
  })
  expect(step('not_a_member', group)).toBeNull()
  expect(step('until_past', group)).toBeNull()
})
