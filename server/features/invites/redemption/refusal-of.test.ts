import { expect, test } from 'vitest'
import { REFUSALS } from '@/server/features/invites/schema'
import { whyClosed } from './look'
import { refusalOf } from './refusal-of'

test('however a row ends, there is a refusal for it', () => {
  const ends = [
    'already_so',
    'already_in_group',
    'already_applied',
    'sanctioned',
    'unknown_user',
    'unknown_group',
  ]
  const others = [
    'dismissed_group',
    'group_busy',
    'not_in_yet',
    'not_seen',
    'no_clear_answer',
    'constructor',
    '',
  ]
  for (const end of [...ends, ...others]) expect(REFUSALS).toContain(refusalOf(end))
  expect(refusalOf('not_in_yet')).toBe('openim_refused')
  expect(refusalOf('already_so')).toBe('already_member')
})

test('whether a group lets anybody in', () => {
  const open = { status: 'normal', ownerId: 'somebody' } as const
  expect(whyClosed(open)).toBeNull()
  expect(whyClosed({ ...open, status: 'muted' })).toBeNull()
  expect(whyClosed({ ...open, status: 'banned' })).toBe('group_suspended')
  expect(whyClosed({ ...open, ownerId: null })).toBe('group_ownerless')
  expect(whyClosed({ status: 'dismissed', ownerId: null })).toBe('group_dismissed')
  expect(whyClosed(null)).toBe('group_deleted')
})
