import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Quirks } from './quirks'
import { type Sandbox, startSandbox } from './server'
import { TestClient } from './test-client'
import { Receiver } from './test-receiver'

/** What was done on the recorded servers while their webhooks were on. */
async function relive(client: TestClient): Promise<string> {
  const users = [1, 2, 3, 4, 5].map((n) => ({ userID: `u${n}`, nickname: `n${n}` }))
  await client.post('/user/user_register', { users })
  const made = await client.ok('/group/create_group', {
    ownerUserID: 'u1',
    memberUserIDs: ['u2', 'u3'],
    adminUserIDs: ['u4'],
    groupInfo: { groupName: 'x', groupType: 2, needVerification: 1 },
  })
  const { groupID } = made.groupInfo
  const text = { sendID: 'u2', senderNickname: 's', senderPlatformID: 5, contentType: 101 }
  await client.ok('/msg/send_msg', { ...text, groupID, content: { content: 'hi' }, sessionType: 3 })
  await client.ok('/msg/send_msg', { ...text, recvID: 'u1', content: { content: 'hi <b>' }, sessionType: 1 })
  await client.ok('/group/join_group', { groupID, inviterUserID: 'u5', joinSource: 3, reqMessage: 'pls' })
  await client.post('/group/group_application_response', { groupID, fromUserID: 'u5', handleResult: 1 })
  await client.ok('/group/kick_group', { groupID, kickedUserIDs: ['u5'], reason: 'spam' })
  await client.post('/group/invite_user_to_group', { groupID, invitedUserIDs: ['u5'], reason: 'code' })
  await client.ok('/group/kick_group', { groupID, kickedUserIDs: ['u5'] })
  await client.ok('/group/set_group_info_ex', { groupID, groupName: 'renamed', ex: 'keep' })
  await client.ok('/group/set_group_member_info', { members: [{ groupID, userID: 'u2', roleLevel: 60 }] })
  await client.ok('/group/quit_group', { groupID, userID: 'u3' })
  await client.ok('/group/transfer_group', { groupID, oldOwnerUserID: 'u1', newOwnerUserID: 'u2' })
  await client.ok('/user/update_user_info_ex', { userInfo: { userID: 'u1', nickname: 'zed' } })
  await client.ok('/friend/add_black', { ownerUserID: 'u1', blackUserID: 'u2' })
  await client.ok('/msg/revoke_msg', { conversationID: `sg_${groupID}`, seq: 2, userID: 'imAdmin' })
  await client.ok('/group/dismiss_group', { groupID })
  return groupID
}

/** Replaces ids and times, which differ from run to run. */
function masked(body: unknown, groupID: string): string {
  return JSON.stringify(body)
    .replaceAll(groupID, 'GROUP')
    .replace(/1234567890|2708451637|261509195/g, 'GROUP')
    .replace(/[0-9a-f]{32}/g, 'HASH')
    .replace(/\b1[6-9]\d{11}\b/g, 'MS')
    .replace(/\bop-1\b|\btest-\d+\b/g, 'OP')
}

describe('webhooks', () => {
  const receiver = new Receiver()
  let sandbox: Sandbox

  const start = async (quirks: Quirks = 'main', enable = ['all']) => {
    sandbox = await startSandbox({
      quirks,
      storeDelayMs: 0,
      purgeDelayMs: 1,
      webhooks: { url: receiver.url, enable },
    })
    return TestClient.signIn(sandbox.url)
  }
  beforeEach(async () => {
    receiver.clear()
    await receiver.start()
  })
  afterEach(async () => {
    await sandbox.close()
    receiver.stop()
  })

  it.each([
    ['main', 'webhooks.main.json'],
    ['patch.16', 'webhooks.patch16.json'],
  ] as const)('are called as %s was seen to call them', async (quirks, file) => {
    const recorded = JSON.parse(readFileSync(new URL(`./conformance/${file}`, import.meta.url), 'utf8'))
    const groupID = await relive(await start(quirks))
    await expect.poll(() => receiver.of('callbackAfterDisMissGroupCommand')).toHaveLength(2)
    const different: unknown[] = []
    for (const [command, calls] of Object.entries(recorded)) {
      if (!command || !Array.isArray(calls)) continue
      const got = receiver.of(command).map((r) => masked(r.body, groupID))
      for (const want of calls)
        if (!got.includes(masked(want.body, groupID))) different.push({ command, want: want.body, got })
    }
    expect(different).toEqual([])
  })

  it('carry the operationID and, after sends on main, the key to answer with', async () => {
    const client = await start()
    await client.users('u1')
    const groupID = await client.group('u1')
    await client.say('u1', groupID, 'hi')
    await expect.poll(() => receiver.of('callbackAfterSendGroupMsgCommand')).toHaveLength(1)
    const [told] = receiver.of('callbackAfterSendGroupMsgCommand')
    expect(told?.headers.operationid).toBe(told?.body.operationID)
    expect(told?.headers['content-type']).toBe('application/json; charset=utf-8')
    const key = new URL(told?.path ?? '', receiver.url).searchParams.get('key') ?? ''
    expect(JSON.parse(Buffer.from(key, 'base64').toString())).toEqual({ sendID: 'u1', recvID: '', groupID })
  })

  it.each([
    ['an empty object', { body: '{}' }, 0],
    ['a non-zero actionCode', { body: '{"actionCode":1,"nextCode":1,"errCode":5001}' }, 0],
    ['a denial', { body: '{"actionCode":0,"nextCode":1,"errCode":5001,"errMsg":"no"}' }, 5001],
    ['a denial under 100', { body: '{"nextCode":1,"errCode":50}' }, 50],
    ['HTTP 500 with an empty object', { status: 500, body: '{}' }, 0],
    ['a page', { body: '<html>' }, 90007],
    ['nothing', { body: '' }, 90007],
  ])('of a message: %s', async (_, answer, errCode) => {
    const client = await start('main', ['beforeSendGroupMsg'])
    await client.users('u1')
    const groupID = await client.group('u1')
    receiver.answers.set('callbackBeforeSendGroupMsgCommand', answer)
    expect((await client.say('u1', groupID, 'hi')).errCode).toBe(errCode)
    const texts = sandbox.store.streams.get(`sg_${groupID}`)?.messages.filter((m) => m.contentType === 101)
    expect(texts).toHaveLength(errCode ? 0 : 1)
  })

  it('denied without a code look like a success with nothing sent', async () => {
    const client = await start('main', ['beforeSendGroupMsg'])
    await client.users('u1')
    const groupID = await client.group('u1')
    receiver.answers.set('callbackBeforeSendGroupMsgCommand', { body: '{"nextCode":1}' })
    expect(await client.say('u1', groupID, 'hi')).toMatchObject({
      errCode: 0,
      data: { serverMsgID: '', sendTime: 0 },
    })
    expect(sandbox.store.streams.maxSeq(`sg_${groupID}`)).toBe(1)
  })

  it('can change a message, and the answer says what was changed', async () => {
    const client = await start('main', ['beforeMsgModify'])
    await client.users('u1')
    const groupID = await client.group('u1')
    const changes = { content: '{"content":"milder"}', options: { offlinePush: false }, ex: 'seen' }
    receiver.answers.set('callbackBeforeMsgModifyCommand', { body: JSON.stringify(changes) })
    const { data } = await client.say('u1', groupID, 'harsh')
    expect(data.modify).toEqual(changes)
    expect(sandbox.store.streams.message(`sg_${groupID}`, 2)).toMatchObject(changes)
    receiver.answers.set('callbackBeforeMsgModifyCommand', { body: '{"content":"[]"}' })
    expect((await client.say('u1', groupID, 'x')).errCode).toBe(1001)
  })

  it.each([
    ['/group/create_group', { ownerUserID: 'u1', groupInfo: { groupName: 'x', groupType: 2 } }],
    ['/group/invite_user_to_group', { invitedUserIDs: ['u2'] }],
    ['/group/join_group', { inviterUserID: 'u2', joinSource: 3 }],
    ['/group/set_group_info', { groupInfoForSet: { groupName: 'x' } }],
    ['/group/set_group_info_ex', { groupName: 'x' }],
    ['/group/set_group_member_info', { members: [{ userID: 'u1', nickname: 'x' }] }],
    ['/user/user_register', { users: [{ userID: 'u3', nickname: 'x' }] }],
    ['/user/update_user_info', { userInfo: { userID: 'u1', nickname: 'x' } }],
    ['/user/update_user_info_ex', { userInfo: { userID: 'u1', nickname: 'x' } }],
    ['/friend/add_friend', { fromUserID: 'u1', toUserID: 'u2' }],
    ['/friend/import_friend', { ownerUserID: 'u1', friendUserIDs: ['u2'] }],
    ['/friend/add_black', { ownerUserID: 'u1', blackUserID: 'u2' }],
    ['/friend/set_friend_remark', { ownerUserID: 'u1', friendUserID: 'u2', remark: 'x' }],
    [
      '/msg/send_msg',
      { sendID: 'u1', recvID: 'u2', contentType: 101, sessionType: 1, content: { content: 'x' } },
    ],
  ])('before %s stop it when nobody can be reached or the answer is no JSON', async (path, body) => {
    const client = await start()
    await client.users('u1', 'u2')
    const groupID = await client.group('u1')
    const whole = JSON.parse(
      JSON.stringify({ groupID, ...body }).replace(/"userID":"u1","nick/, `"groupID":"${groupID}",$&`),
    )
    if ('groupInfoForSet' in whole) whole.groupInfoForSet.groupID = groupID
    receiver.everything = { body: '<html>' }
    expect((await client.post(path, whole)).errCode).toBe(90007)
    receiver.stop()
    expect((await client.post(path, whole)).errCode).toBe(90004)
  })

  it('about a group profile lose what the answer leaves out', async () => {
    const client = await start('main', ['beforeSetGroupInfoEx'])
    await client.users('u1')
    const groupID = await client.group('u1')
    const change = { groupID, groupName: 'new', ex: 'lost' }
    receiver.answers.set('callbackBeforeSetGroupInfoExCommand', { body: '{}' })
    expect((await client.post('/group/set_group_info_ex', change)).errCode).toBe(1004)
    const some = JSON.stringify({ groupID, groupName: 'new' })
    receiver.answers.set('callbackBeforeSetGroupInfoExCommand', { body: some })
    await client.ok('/group/set_group_info_ex', change)
    expect(sandbox.store.groups.get(groupID)).toMatchObject({ groupName: 'new', ex: '' })
  })

  it('that cannot be reached block what they are asked about', async () => {
    const client = await start('main', ['beforeSendGroupMsg'])
    await client.users('u1')
    const groupID = await client.group('u1')
    receiver.stop()
    expect((await client.say('u1', groupID, 'hi')).errCode).toBe(90004)
  })

  it('that come after can get lost', async () => {
    const client = await start('main', ['afterSendGroupMsg'])
    await client.users('u1')
    const groupID = await client.group('u1')
    sandbox.addFaults([{ route: 'afterSendGroupMsg', kind: 'lost-webhooks' }])
    await client.say('u1', groupID, 'lost')
    await client.say('u1', groupID, 'told')
    const told = () => receiver.of('callbackAfterSendGroupMsgCommand').map((r) => r.body.content)
    await expect.poll(told).toEqual(['{"content":"told"}'])
  })

  it('about friends carry their names, and an answer can change what is done', async () => {
    const client = await start()
    await client.users('u1', 'u2', 'u3')
    const friendUserIDs = ['u3']
    receiver.answers.set('callbackBeforeImportFriendsCommand', { body: JSON.stringify({ friendUserIDs }) })
    receiver.answers.set('callbackBeforeSetFriendRemarkCommand', { body: '{"remark":"decent"}' })
    await client.ok('/friend/import_friend', { ownerUserID: 'u1', friendUserIDs: ['u2'] })
    expect((await client.ok('/friend/get_friend_id', { userID: 'u1' })).friendIDs).toEqual(['u3'])
    await client.ok('/friend/set_friend_remark', { ownerUserID: 'u1', friendUserID: 'u3', remark: 'rude' })
    const { friendsInfo } = await client.ok('/friend/get_friend_list', {
      userID: 'u1',
      pagination: { pageNumber: 1, showNumber: 9 },
    })
    expect(friendsInfo[0]).toMatchObject({ remark: 'decent', friendUser: { userID: 'u3' } })
    await client.ok('/friend/add_friend', { fromUserID: 'u1', toUserID: 'u2', reqMsg: 'hi' })
    const answer = { fromUserID: 'u1', toUserID: 'u2', handleResult: 1, handleMsg: 'yes' }
    await client.ok('/friend/add_friend_response', answer)
    const [agreed] = receiver.of('callbackBeforeAddFriendAgreeCommand')
    expect(agreed?.body).toEqual({
      callbackCommand: 'callbackBeforeAddFriendAgreeCommand',
      fromUserID: 'u1',
      blackUserID: 'u2',
      HandleResult: 1,
      HandleMsg: 'yes',
    })
    await expect.poll(() => receiver.of('callbackAfterAddFriendAgreeCommand')).toHaveLength(1)
  })

  it('on patch.16 that deny notices break dismissals', async () => {
    const client = await start('patch.16', ['beforeSendGroupMsg'])
    await client.users('u1')
    const groupID = await client.group('u1')
    receiver.answers.set('callbackBeforeSendGroupMsgCommand', { body: '{"nextCode":1,"errCode":5001}' })
    await client.ok('/group/dismiss_group', { groupID })
    await expect.poll(() => receiver.of('callbackBeforeSendGroupMsgCommand')).toHaveLength(2)
    expect(await client.members(groupID)).toEqual(['u1'])
  })
})
