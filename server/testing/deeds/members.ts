import { expect } from 'vitest'
import type { ActionName } from '@/server/actions/schema'
import type { DeedCase, Prepared, Stage } from '@/server/testing/deeds/deed'
import { createMembers } from '@/server/testing/members'

const HOUR = 3_600_000
const options = { operationId: 'test' }

async function toMute({ world, actor }: Stage): Promise<Prepared> {
  const members = createMembers(world, actor)
  const one = await members.member()
  const until = Date.now() + HOUR
  return {
    action: 'member.mute',
    subjectId: one.id,
    input: { until },
    once: { groupId: one.groupId, changes: { muteMember: 1 } },
    async holds(item) {
      const ends = (await members.now(one))?.mutedUntil ?? 0
      expect(Math.abs(ends - until)).toBeLessThan(5_000)
      expect(item.inverse).toEqual({ action: 'member.unmute', input: {} })
    },
  }
}

async function toUnmute({ world, actor }: Stage): Promise<Prepared> {
  const { openim } = world.env
  const members = createMembers(world, actor)
  const one = await members.member()
  await openim.groups.muteMember(one.groupId, one.userId, 3_600, options)
  const until = (await members.now(one))?.mutedUntil
  return {
    action: 'member.unmute',
    subjectId: one.id,
    once: { groupId: one.groupId, changes: { unmuteMember: 1 } },
    async holds(item) {
      expect((await members.now(one))?.mutedUntil ?? 0).toBeLessThan(Date.now())
      expect(item.inverse).toEqual({ action: 'member.mute', input: { until } })
    },
  }
}

async function toKick({ world, actor }: Stage): Promise<Prepared> {
  const { openim } = world.env
  const members = createMembers(world, actor)
  const one = await members.member(4, 1)
  await openim.groups.setMember(one.groupId, one.userId, { nickname: 'Kept' }, options)
  return {
    action: 'member.kick',
    subjectId: one.id,
    once: { groupId: one.groupId, changes: { kick: 1 } },
    async holds(item) {
      expect(await members.now(one)).toBeUndefined()
      expect(item.inverse).toMatchObject({
        action: 'member.add',
        input: { role: 'admin', nickname: 'Kept' },
      })
    },
  }
}

/** Somebody who comes back as they were: three calls that change something. */
async function toAdd({ world, actor }: Stage): Promise<Prepared> {
  const members = createMembers(world, actor)
  const one = await members.outsider()
  const mutedUntil = Date.now() + HOUR
  return {
    action: 'member.add',
    subjectId: one.id,
    input: { role: 'admin', nickname: 'Back', mutedUntil },
    once: { groupId: one.groupId, changes: { join: 1, muteMember: 1 } },
    async holds() {
      const member = await members.now(one)
      expect(member).toMatchObject({ role: 'admin', nickname: 'Back' })
      expect(Math.abs((member?.mutedUntil ?? 0) - mutedUntil)).toBeLessThan(5_000)
    },
  }
}

async function toPromote({ world, actor }: Stage): Promise<Prepared> {
  const { openim } = world.env
  const members = createMembers(world, actor)
  const one = await members.member()
  return {
    action: 'member.role',
    subjectId: one.id,
    input: { role: 'admin' },
    once: null,
    async holds(item) {
      expect(await members.now(one)).toMatchObject({ role: 'admin' })
      expect(item.inverse).toEqual({ action: 'member.role', input: { role: 'member' } })
      const group = await openim.groups.byId(one.groupId, options)
      expect(group?.ownerId).toBe(one.userIds[0])
    },
  }
}

async function toAnswer(
  { world, actor }: Stage,
  action: ActionName,
  state: 'accepted' | 'refused',
): Promise<Prepared> {
  const members = createMembers(world, actor)
  const one = await members.applicant()
  const isIn = state === 'accepted'
  return {
    action,
    subjectId: one.id,
    input: { requestedAt: one.request?.requestedAt },
    once: isIn ? { groupId: one.groupId, changes: { join: 1 } } : null,
    async holds() {
      expect(await members.requestOf(one)).toMatchObject({ state })
      expect(await members.now(one)).toEqual(isIn ? expect.objectContaining({ role: 'member' }) : undefined)
    },
  }
}

/** In by a link, at once or as an applicant. */
async function toJoin({ world, actor }: Stage, mode: 'join' | 'apply'): Promise<Prepared> {
  const members = createMembers(world, actor)
  const one = await members.outsider()
  const comesIn = mode === 'join'
  return {
    action: 'member.join',
    subjectId: one.id,
    input: { mode },
    once: comesIn ? { groupId: one.groupId, changes: { join: 1 } } : null,
    async holds(item) {
      expect(await members.now(one)).toEqual(
        comesIn ? expect.objectContaining({ role: 'member' }) : undefined,
      )
      if (!comesIn) expect(await members.requestOf(one)).toMatchObject({ state: 'pending' })
      expect(item.outcome?.facts).toEqual({ as: comesIn ? 'member' : 'applicant' })
      expect(item.inverse).toEqual({ action: comesIn ? 'member.kick' : 'member.refuse', input: {} })
    },
  }
}

const answer = '/group/group_application_response'
const of = (action: ActionName, route: string, prepare: DeedCase['prepare']) => {
  return { name: action, action, route, prepare }
}
/** Every action on members. */
export const MEMBER_DEEDS: readonly DeedCase[] = [
  of('member.mute', '/group/mute_group_member', toMute),
  of('member.unmute', '/group/cancel_mute_group_member', toUnmute),
  of('member.kick', '/group/kick_group', toKick),
  of('member.add', '/group/invite_user_to_group', toAdd),
  of('member.role', '/group/set_group_member_info', toPromote),
  of('member.accept', answer, (stage) => toAnswer(stage, 'member.accept', 'accepted')),
  of('member.refuse', answer, (stage) => toAnswer(stage, 'member.refuse', 'refused')),
  of('member.join', '/group/invite_user_to_group', (stage) => toJoin(stage, 'join')),
  {
    ...of('member.join', '/group/join_group', (stage) => toJoin(stage, 'apply')),
    name: 'member.join as an applicant',
  },
]
