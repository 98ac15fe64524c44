import { describe, expect, test } from 'vitest'
import { differences, type SnapshotPerson, wantedOwner } from '@/server/actions/group/restore-plan'
import type { Member } from '@/server/openim/group-schema'

const NOW = 1_800_000_000_000

const person = (userId: string, more: Partial<SnapshotPerson> = {}): SnapshotPerson => ({
  userId,
  role: 'member',
  nickname: userId,
  ex: '',
  mutedUntil: null,
  registered: true,
  toldOnly: false,
  ...more,
})

const member = (userId: string, more: Partial<Member> = {}): Member => ({
  groupId: 'g',
  userId,
  role: 'member',
  joinedAt: NOW,
  nickname: userId,
  faceUrl: '',
  joinSource: 2,
  inviterId: null,
  operatorId: null,
  mutedUntil: null,
  ex: '',
  ...more,
})

describe('who owns a restored group', () => {
  test('its former owner', () => {
    expect(wantedOwner([person('a'), person('b', { role: 'owner' })])).toBe('b')
  })
  test('an admin, when the owner is gone', () => {
    const people = [
      person('a'),
      person('b', { role: 'owner', registered: false }),
      person('c', { role: 'admin' }),
    ]
    expect(wantedOwner(people)).toBe('c')
  })
  test('nobody whom only a webhook names', () => {
    expect(wantedOwner([person('a', { toldOnly: true }), person('b')])).toBe('b')
    expect(wantedOwner([person('a', { toldOnly: true, role: 'admin' })])).toBeNull()
  })
  test('nobody, when nobody is left', () => {
    expect(wantedOwner([person('a', { registered: false })])).toBeNull()
  })
})

describe('what is not yet as it was', () => {
  const people = [
    person('o', { role: 'owner' }),
    person('a', { role: 'admin', nickname: '队长' }),
    person('m', { mutedUntil: NOW + 60_000 }),
  ]
  const back = [
    member('o', { role: 'owner' }),
    member('a', { role: 'admin', nickname: '队长' }),
    member('m', { mutedUntil: NOW + 61_000 }),
  ]

  test('nothing, when all is back; a mute may end a little later', () => {
    expect(differences(people, back, NOW)).toMatchObject({
      missing: [],
      ownerRight: true,
      roles: [],
      nicknames: [],
      extras: [],
      mutes: [],
    })
  })
  test('two owners are never right', () => {
    const two = back.map((one) => (one.userId === 'a' ? { ...one, role: 'owner' as const } : one))
    expect(differences(people, two, NOW).ownerRight).toBe(false)
  })
  test('a mute that has ended is not given again', () => {
    expect(differences(people, [member('m')], NOW + 70_000).mutes).toEqual([])
    expect(differences(people, [member('m')], NOW).mutes.map((one) => one.userId)).toEqual(['m'])
  })
  test('people OpenIM no longer knows are not missing', () => {
    expect(differences([...people, person('x', { registered: false })], back, NOW).missing).toEqual([])
  })
})
