import { afterEach, describe, expect, it } from 'vitest'
import type { SandboxOptions } from './options'
import { type Sandbox, startSandbox } from './server'
import { TestClient } from './test-client'

const people = (count: number) => Array.from({ length: count }, (_, i) => `p${i + 1}`)

describe('what a group goes through', () => {
  let sandbox: Sandbox

  const start = async (options: SandboxOptions = {}) => {
    sandbox = await startSandbox({ storeDelayMs: 0, ...options })
    const client = await TestClient.signIn(sandbox.url)
    await client.users(...people(130))
    return client
  }
  afterEach(() => sandbox.close())

  it('loses its members some time after it was dismissed', async () => {
    const client = await start({ purgeDelayMs: 100 })
    const groupID = await client.group('p1', ['p2', 'p3'])
    await client.ok('/group/dismiss_group', { groupID })
    expect(await client.members(groupID)).toHaveLength(3)
    await expect.poll(() => client.members(groupID)).toEqual([])
    const { userIDs } = await client.control('GET', `/dismissed?groupID=${groupID}`)
    expect(userIDs).toEqual(['p1', 'p2', 'p3'])
    expect(sandbox.store.counters.of(groupID)).toMatchObject({ dismiss: 1, purge: 1 })
  })

  it('loses them also when it was revived too early, and is dismissed again', async () => {
    const client = await start({ purgeDelayMs: 100 })
    const groupID = await client.group('p1', ['p2'])
    await client.ok('/group/dismiss_group', { groupID })
    await client.ok('/group/cancel_mute_group', { groupID })
    await expect.poll(() => client.members(groupID)).toEqual([])
    expect(sandbox.store.groups.get(groupID)?.status).toBe(2)
  })

  it('comes back by mute, invitation, transfer and roles, with its history', async () => {
    const client = await start({ purgeDelayMs: 1 })
    const groupID = await client.group('p1', ['p2', 'p3'])
    await client.say('p2', groupID, 'before')
    await client.ok('/group/dismiss_group', { groupID })
    await expect.poll(() => client.members(groupID)).toEqual([])
    await client.ok('/group/mute_group', { groupID })
    await client.ok('/group/invite_user_to_group', {
      groupID,
      invitedUserIDs: ['p3', 'p2', 'p1'],
      sendMessage: false,
    })
    await client.ok('/group/transfer_group', { groupID, oldOwnerUserID: 'p2', newOwnerUserID: 'p1' })
    await client.ok('/group/set_group_member_info', { members: [{ groupID, userID: 'p2', roleLevel: 60 }] })
    await client.ok('/group/cancel_mute_group', { groupID })
    const roles = sandbox.store.membersByRole(groupID).map((m) => [m.userID, m.roleLevel])
    expect(roles).toEqual([
      ['p1', 100],
      ['p2', 60],
      ['p3', 20],
    ])
    const conversationID = `sg_${groupID}`
    const seqRanges = [{ conversationID, begin: 1, end: 50, num: 50 }]
    const pulled = await client.ok('/msg/pull_msg_by_seq', { userID: 'p3', seqRanges, order: 0 })
    const said = Buffer.from('{"content":"before"}').toString('base64')
    expect(pulled.msgs[conversationID].Msgs.map((m: { content: string }) => m.content)).toContain(said)
  })

  it('has two owners after the same transfer twice', async () => {
    const client = await start()
    const groupID = await client.group('p1', ['p2', 'p3'])
    const transfer = { groupID, oldOwnerUserID: 'p2', newOwnerUserID: 'p3' }
    await client.ok('/group/transfer_group', transfer)
    const owners = sandbox.store.membersByRole(groupID).filter((m) => m.roleLevel === 100)
    expect(owners.map((m) => m.userID)).toEqual(['p1', 'p3'])
  })

  it('keeps its owner from being kicked, and people kicked from reading on', async () => {
    const client = await start()
    const groupID = await client.group('p1', ['p2'])
    expect(await client.post('/group/kick_group', { groupID, kickedUserIDs: ['p1'] })).toMatchObject({
      errCode: 1001,
    })
    await client.ok('/group/kick_group', { groupID, kickedUserIDs: ['p2'], reason: 'spam' })
    const seqs = (userID: string) => client.ok('/msg/get_conversations_has_read_and_max_seq', { userID })
    expect((await seqs('p2')).seqs[`sg_${groupID}`].maxSeq).toBe(1)
    expect((await seqs('p1')).seqs[`sg_${groupID}`].maxSeq).toBe(2)
  })

  it('takes an invitation in batches of 50, up to somebody who is a member', async () => {
    const client = await start()
    const groupID = await client.group('p1', ['p60'])
    const invitedUserIDs = people(120).slice(1)
    const reply = await client.post('/group/invite_user_to_group', { groupID, invitedUserIDs })
    expect(reply).toMatchObject({ errCode: 500, errDlt: expect.stringContaining('duplicate key') })
    const notices = sandbox.store.streams.get(`sg_${groupID}`)?.messages.filter((m) => m.contentType === 1509)
    expect(notices).toHaveLength(1)
    expect(await client.members(groupID)).toHaveLength(2 + 58)
  })

  it('on patch.16 answers an error for an invitation, and lets 50 in', async () => {
    const client = await start({ quirks: 'patch.16' })
    const groupID = await client.group('p1')
    const invitedUserIDs = people(121).slice(1)
    const reply = await client.post('/group/invite_user_to_group', { groupID, invitedUserIDs })
    expect(reply).toMatchObject({ errCode: 1001, errDlt: 'maxSeq is invalid' })
    expect(await client.members(groupID)).toHaveLength(51)
  })

  it('on patch.16 answers an error for a kick while it has no message yet', async () => {
    const client = await start({ quirks: 'patch.16' })
    const quiet = { ownerUserID: 'p1', memberUserIDs: ['p2'], sendMessage: false }
    const groupInfo = { groupName: 'quiet', groupType: 2 }
    const { groupInfo: made } = await client.ok('/group/create_group', { ...quiet, groupInfo })
    const kick = { groupID: made.groupID, kickedUserIDs: ['p2'] }
    expect(await client.post('/group/kick_group', kick)).toMatchObject({
      errCode: 1001,
      errDlt: 'maxSeq is invalid',
    })
    expect(await client.members(made.groupID)).toEqual(['p1'])
  })
})
