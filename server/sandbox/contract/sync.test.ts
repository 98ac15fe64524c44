import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeWorld, type World } from './test-world'

const MEMBERS = '/group/get_incremental_group_members'

describe('contract 4.4: versions', () => {
  let world: World
  beforeEach(async () => {
    world = await makeWorld()
  })
  afterEach(() => world.sandbox.close())

  const members = (known: object = {}) => world.client.ok(MEMBERS, { groupID: world.g, ...known })
  const ids = (rows: { userID: string }[] | null) => rows?.map((m) => m.userID)

  it('are full with the group and without lists for who knows none', async () => {
    const first = await members()
    expect(Object.keys(first)).toEqual([
      'version',
      'versionID',
      'full',
      'delete',
      'insert',
      'update',
      'group',
      'sortVersion',
    ])
    expect(first).toMatchObject({
      full: true,
      delete: null,
      insert: null,
      update: null,
      group: { groupID: world.g },
    })
    expect(first.versionID).toMatch(/^[0-9a-f]{24}$/)
    expect((await members({ version: 1, versionID: 'ffffffffffffffffffffffff' })).full).toBe(true)
  })

  it('say nothing new to who knows the newest', async () => {
    const { version, versionID } = await members()
    const nothing = { full: false, delete: null, insert: null, update: null, group: null, sortVersion: 0 }
    expect(await members({ version, versionID })).toEqual({ version, versionID, ...nothing })
  })

  it('list who came, went and changed', async () => {
    const { version, versionID } = await members()
    const { client, g } = world
    await client.ok('/group/invite_user_to_group', { groupID: g, invitedUserIDs: ['u5'] })
    await client.ok('/group/kick_group', { groupID: g, kickedUserIDs: ['u3'] })
    await client.ok('/group/mute_group_member', { groupID: g, userID: 'u2', mutedSeconds: 9 })
    const next = await members({ version, versionID })
    expect([ids(next.insert), next.delete, ids(next.update)]).toEqual([['u5'], ['u3'], ['u2']])
    expect(next.group).toMatchObject({ groupID: g, memberCount: 4 })
    expect(next.version).toBe(version + 3)
  })

  it('tell of the group and of its order', async () => {
    const { version, versionID } = await members()
    const { client, g } = world
    await client.ok('/group/set_group_info_ex', { groupID: g, introduction: 'new' })
    await client.ok('/group/set_group_member_info', {
      members: [{ groupID: g, userID: 'u2', roleLevel: 60 }],
    })
    const next = await members({ version, versionID })
    expect(next).toMatchObject({ group: { introduction: 'new' }, sortVersion: version + 2 })
    expect(ids(next.update)).toEqual(['u2'])
  })

  it('start over after more than 200 changes', async () => {
    const { client, g } = world
    const { version, versionID } = await members()
    const users = Array.from({ length: 201 }, (_, i) => `m${i}`)
    await client.users(...users)
    await client.ok('/group/invite_user_to_group', { groupID: g, invitedUserIDs: users })
    expect(await members({ version, versionID })).toMatchObject({ full: true, insert: null })
  })

  it('refuse strangers and dismissed groups, and skip those in a batch', async () => {
    const { client, g, tokens } = world
    expect((await client.post(MEMBERS, { groupID: g }, tokens.get('u5'))).errCode).toBe(1002)
    expect((await client.post(MEMBERS, { groupID: '0' })).errCode).toBe(1004)
    const batch = () => client.ok('/group/get_incremental_group_members_batch', { reqList: [{ groupID: g }] })
    expect(Object.keys((await batch()).respList)).toEqual([g])
    await client.ok('/group/dismiss_group', { groupID: g, deleteMember: true })
    expect((await client.post(MEMBERS, { groupID: g })).errCode).toBe(1204)
    expect(await batch()).toEqual({})
  })

  it('start over in a group that was revived', async () => {
    const { client, g } = world
    const { version, versionID } = await members()
    await client.ok('/group/dismiss_group', { groupID: g, deleteMember: true })
    await client.ok('/group/cancel_mute_group', { groupID: g })
    await client.ok('/group/invite_user_to_group', { groupID: g, invitedUserIDs: ['u1', 'u2'] })
    const turn = { groupID: g, oldOwnerUserID: 'u2', newOwnerUserID: 'u1' }
    await client.ok('/group/transfer_group', turn)
    expect(await members({ version, versionID })).toMatchObject({ full: true, insert: null })
  })

  it('of joined groups follow coming and going', async () => {
    const { client, g } = world
    const joined = (known: object = {}) =>
      client.ok('/group/get_incremental_join_groups', { userID: 'u5', ...known })
    const { version, versionID } = await joined()
    await client.ok('/group/invite_user_to_group', { groupID: g, invitedUserIDs: ['u5'] })
    const second = await joined({ version, versionID })
    expect(second.insert).toMatchObject([{ groupID: g, memberCount: 5 }])
    await client.ok('/group/set_group_info_ex', { groupID: g, groupName: 'renamed' })
    expect(await joined({ version: second.version, versionID })).toMatchObject({ full: false, update: null })
    await client.ok('/group/dismiss_group', { groupID: g, deleteMember: true })
    expect(await joined({ version: second.version, versionID })).toMatchObject({ delete: [g], insert: null })
    const nobody = await client.post('/group/get_incremental_join_groups', {})
    expect(nobody).toMatchObject({ errCode: 500, errDlt: 'versionKey is empty' })
  })

  it('of conversations follow the first message and settings', async () => {
    const { client } = world
    const since = (known: object = {}) =>
      client.ok('/conversation/get_incremental_conversations', { userID: 'u5', ...known })
    const { version, versionID } = await since()
    const message = {
      sendID: 'u1',
      recvID: 'u5',
      contentType: 101,
      sessionType: 1,
      content: { content: 'hi' },
    }
    await client.ok('/msg/send_msg', message)
    const second = await since({ version, versionID })
    expect(second.insert).toMatchObject([{ conversationID: 'si_u1_u5' }])
    const conversation = { conversationID: 'si_u1_u5', conversationType: 1, userID: 'u1', isPinned: true }
    await client.ok('/conversation/set_conversations', { userIDs: ['u5'], conversation })
    expect((await since({ version: second.version, versionID })).update).toMatchObject([{ isPinned: true }])
  })

  it('carry a hash of the ids, so that equal lists are not sent', async () => {
    const { client, g } = world
    const full = (body: object) => client.ok('/group/get_full_group_member_user_ids', { groupID: g, ...body })
    const { userIDs, equal } = await full({})
    expect([userIDs.length, equal]).toEqual([4, false])
  })
})
