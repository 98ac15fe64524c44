import { expect, test } from 'vitest'
import type { GroupMember } from '@/server/features/groups/page/schema'
import { memberChoices } from './member-choices'

const member = (more: Partial<GroupMember>): GroupMember => ({
  userId: 'u',
  nickname: '',
  faceUrl: '',
  role: 'member',
  joinedAt: 0,
  joinSource: 0,
  inviterId: null,
  mutedUntil: null,
  reports: 0,
  ...more,
})
const actions = (more: Partial<GroupMember>) => memberChoices(member(more), 1_000).map(({ action }) => action)

test('an owner is left alone, and a mute is lifted only while it runs', () => {
  expect(actions({ role: 'owner', mutedUntil: 2_000 })).toEqual([])
  expect(actions({})).toEqual(['member.mute', 'member.role', 'member.kick'])
  expect(actions({ mutedUntil: 1_000 })).not.toContain('member.unmute')
  expect(actions({ mutedUntil: 1_001 })).toContain('member.unmute')
})

test('the role offered is the other one', () => {
  const offered = (role: 'admin' | 'member') =>
    memberChoices(member({ role }), 0).find(({ action }) => action === 'member.role')?.input
  expect(offered('admin')).toEqual({ role: 'member' })
  expect(offered('member')).toEqual({ role: 'admin' })
})
