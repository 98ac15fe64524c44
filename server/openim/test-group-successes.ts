import { expect } from 'vitest'
import type { Openim } from './client'
import type { Fixture } from './test-fixture'
import { op } from './test-world'

/** A call of one function of the client, and a look at what it did. */
export type Check = (o: Openim, f: Fixture) => Promise<void>

/** The released line answers 1001 to what took effect (contract 12): only what is read back counts. */
export async function whateverItSays(call: Promise<unknown>): Promise<void> {
  await call.catch((error: unknown) => expect(error).toMatchObject({ code: 1001 }))
}

const member = async (o: Openim, f: Fixture, id: string) =>
  (await o.groups.members.details(f.groupId, [id], op))[0]
/** Whether somebody is in the group. */
export const isIn = async (o: Openim, f: Fixture, id: string) => (await member(o, f, id)) !== undefined
const statusOf = async (o: Openim, f: Fixture) => (await o.groups.byId(f.groupId, op))?.status

/** For every function of `groups`: it does what it is for. */
export const groupSuccesses: Readonly<Record<string, Check>> = {
  'groups.page': async (o) => expect((await o.groups.page(1, 1, op)).groups).toHaveLength(1),
  'groups.all': async (o, f) => {
    const ids = []
    for await (const group of o.groups.all(op)) ids.push(group.id)
    expect(ids).toContain(f.groupId)
  },
  'groups.search': async (o, f) => {
    await o.groups.setInfo(f.groupId, { name: `Named ${f.groupId}` }, op)
    expect((await o.groups.search(`d ${f.groupId}`, 1, 5, op)).groups).toMatchObject([{ id: f.groupId }])
  },
  'groups.byIds': async (o, f) =>
    expect(await o.groups.byIds([f.noGroup, f.groupId], op)).toMatchObject([{ id: f.groupId }]),
  'groups.byId': async (o, f) =>
    expect(await o.groups.byId(f.groupId, op)).toMatchObject({ ownerId: f.owner, memberCount: 4 }),
  'groups.joinedPage': async (o, f) =>
    expect((await o.groups.joinedPage(f.owner, 1, 20, op)).groups).toMatchObject([{ id: f.groupId }]),
  'groups.joinedBy': async (o, f) =>
    expect(await o.groups.joinedBy(f.owner, op)).toMatchObject([{ id: f.groupId }]),
  'groups.create': async (o, f) => {
    const group = { id: f.noGroup, name: 'New', ownerId: f.guest, memberIds: [f.member] }
    expect(await o.groups.create(group, op)).toBe(f.noGroup)
    expect(await o.groups.byId(f.noGroup, op)).toMatchObject({ memberCount: 2, ownerId: f.guest })
    await o.groups.dismiss(f.noGroup, op)
  },
  'groups.setInfo': async (o, f) => {
    await o.groups.setInfo(f.groupId, { announcement: 'read this', needVerification: 1 }, op)
    expect(await o.groups.byId(f.groupId, op)).toMatchObject({
      announcement: 'read this',
      needVerification: 1,
    })
  },
  'groups.dismiss': async (o, f) => {
    await o.groups.dismiss(f.groupId, op)
    expect(await statusOf(o, f)).toBe('dismissed')
  },
  'groups.mute': async (o, f) => {
    await o.groups.mute(f.groupId, op)
    expect(await statusOf(o, f)).toBe('muted')
  },
  'groups.unmute': async (o, f) => {
    await o.groups.mute(f.groupId, op)
    await o.groups.unmute(f.groupId, op)
    expect(await statusOf(o, f)).toBe('normal')
  },
  'groups.owners': async (o, f) =>
    expect(await o.groups.owners(f.groupId, op)).toMatchObject([{ userId: f.owner }]),
  'groups.leaders': async (o, f) => expect(await o.groups.leaders(f.groupId, op)).toHaveLength(2),
  'groups.members.ids': async (o, f) =>
    expect((await o.groups.members.ids(f.groupId, op)).slice(0, 2)).toEqual([f.owner, f.admin]),
  'groups.members.details': async (o, f) =>
    expect(await member(o, f, f.admin)).toMatchObject({ role: 'admin' }),
  'groups.members.page': async (o, f) =>
    expect(await o.groups.members.page(f.groupId, 2, 3, op)).toMatchObject({ total: 4, members: [{}] }),
  'groups.members.all': async (o, f) => expect(await o.groups.members.all(f.groupId, op)).toHaveLength(4),
  'groups.muteMember': async (o, f) => {
    await o.groups.muteMember(f.groupId, f.member, 600, op)
    expect((await member(o, f, f.member))?.mutedUntil).toBeGreaterThan(Date.now())
  },
  'groups.unmuteMember': async (o, f) => {
    await o.groups.muteMember(f.groupId, f.member, 600, op)
    await o.groups.unmuteMember(f.groupId, f.member, op)
    expect((await member(o, f, f.member))?.mutedUntil).toBeNull()
  },
  'groups.invite': async (o, f) => {
    await whateverItSays(o.groups.invite(f.groupId, [f.guest], {}, op))
    expect(await isIn(o, f, f.guest)).toBe(true)
  },
  'groups.inviteAll': async (o, f) =>
    expect(await o.groups.inviteAll(f.groupId, [f.member, f.guest], {}, op)).toMatchObject({
      already: [f.member],
      joined: [f.guest],
    }),
  'groups.kick': async (o, f) => {
    await o.groups.kick(f.groupId, [f.member], { reason: 'test' }, op)
    expect(await isIn(o, f, f.member)).toBe(false)
  },
  'groups.quit': async (o, f) => {
    await o.groups.quit(f.groupId, f.member, op)
    expect(await isIn(o, f, f.member)).toBe(false)
  },
  'groups.transfer': async (o, f) => {
    await o.groups.transfer(f.groupId, f.owner, f.member, op)
    expect(await o.groups.owners(f.groupId, op)).toMatchObject([{ userId: f.member }])
  },
  'groups.transferOwner': async (o, f) =>
    expect(await o.groups.transferOwner(f.groupId, f.member, op)).toEqual({
      result: 'transferred',
      owners: [f.member],
    }),
  'groups.setMember': async (o, f) => {
    await o.groups.setMember(f.groupId, f.member, { role: 'admin' }, op)
    expect(await member(o, f, f.member)).toMatchObject({ role: 'admin' })
  },
  'groups.setMembers': async (o, f) => {
    const changes = [f.member, f.admin].map((userId) => ({ userId, nickname: 'Nick' }))
    await o.groups.setMembers(f.groupId, changes, op)
    expect(await o.groups.members.details(f.groupId, [f.member, f.admin], op)).toMatchObject([
      { nickname: 'Nick' },
      { nickname: 'Nick' },
    ])
  },
}
