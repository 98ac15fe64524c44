import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from './server'
import { TestClient } from './test-client'
import { Receiver } from './test-receiver'
import type { WebhookSettings } from './webhooks'

const SINGLE = 'callbackBeforeOnlinePushCommand'
const GROUP = 'callbackBeforeGroupOnlinePushCommand'
const OFFLINE = 'callbackBeforeOfflinePushCommand'
const text = { contentType: 101, content: { content: 'hi' } }

describe('webhooks', () => {
  const receiver = new Receiver()
  let sandbox: Sandbox
  let client: TestClient

  const start = async (enable: string[], settings: Partial<WebhookSettings> = {}) => {
    const webhooks = { url: receiver.url, enable, ...settings }
    sandbox = await startSandbox({ storeDelayMs: 0, purgeDelayMs: 1, webhooks })
    client = await TestClient.signIn(sandbox.url)
    await client.users('u1', 'u2', 'u3')
  }
  const tell = (extra: object = {}) =>
    client.ok('/msg/send_msg', { ...text, sendID: 'u1', recvID: 'u2', sessionType: 1, ...extra })
  const commands = () => receiver.received.map((r) => r.command)

  beforeEach(async () => {
    receiver.clear()
    await receiver.start()
  })
  afterEach(async () => {
    await sandbox.close()
    receiver.stop()
  })

  it('ask before a message is pushed to a person, and before it is pushed to one who is away', async () => {
    await start(['beforeOnlinePush', 'beforeOfflinePush'])
    const offlinePushInfo = {
      title: 'new',
      desc: 'hi',
      ex: '',
      iOSPushSound: '',
      iOSBadgeCount: true,
      signalInfo: '',
    }
    await tell({ senderPlatformID: 2, offlinePushInfo })
    await expect.poll(commands).toEqual([SINGLE, OFFLINE])
    const [online, offline] = receiver.received
    const message = {
      clientMsgID: expect.stringMatching(/^[0-9a-f]{32}$/),
      sendID: 'u1',
      groupID: '',
      contentType: 101,
      sessionType: 1,
      atUserIDList: null,
      content: '{"content":"hi"}',
    }
    const head = { operationID: expect.any(String), platformID: 2, platform: 'Android' }
    expect(online?.body).toEqual({ callbackCommand: SINGLE, ...head, userIDList: ['u2', 'u1'], ...message })
    const whole = { callbackCommand: OFFLINE, ...head, userIDList: ['u2'], ...offlinePushInfo, ...message }
    expect(offline?.body).toEqual(whole)
    expect(Object.keys(offline?.body ?? {})).toEqual(Object.keys(whole))
  })

  it.each([
    ['that wants no push', { notOfflinePush: true }, [SINGLE]],
    ['of long ago', { sendTime: 1_600_000_000_000 }, []],
    ['that is for now only', { isOnlineOnly: true }, [SINGLE, OFFLINE]],
  ])('of a message %s', async (_, extra, asked) => {
    await start(['beforeOnlinePush', 'beforeOfflinePush', 'afterSendSingleMsg'])
    await tell(extra)
    await expect.poll(() => receiver.of('callbackAfterSendSingleMsgCommand')).toHaveLength(1)
    await expect.poll(() => commands().filter((c) => c.includes('Push'))).toEqual(asked)
  })

  it('ask before a group message is pushed, with its seq, and take other people for an answer', async () => {
    await start(['beforeGroupOnlinePush', 'beforeOfflinePush'])
    const groupID = await client.group('u1', ['u2', 'u3'])
    await client.ok('/conversation/set_conversations', {
      userIDs: ['u3'],
      conversation: { conversationID: `sg_${groupID}`, conversationType: 3, groupID, recvMsgOpt: 2 },
    })
    await client.say('u1', groupID, 'hi')
    await expect.poll(() => receiver.of(OFFLINE).map((r) => r.body.userIDList)).toEqual([['u2']])
    const seqs = receiver.of(GROUP).map(({ body }) => [body.contentType, body.seq])
    expect(seqs).toEqual(
      expect.arrayContaining([
        [1501, 0],
        [1501, 1],
        [101, 2],
      ]),
    )
    receiver.answers.set(GROUP, { body: '{"userIDList":["u3"]}' })
    await client.say('u2', groupID, 'hi')
    await client.say('u2', groupID, 'hi')
    expect(receiver.of(OFFLINE)).toHaveLength(1)
  })

  it('about pushes that fail leave the members in a dismissed group', async () => {
    await start(['beforeGroupOnlinePush'])
    const groupID = await client.group('u1', ['u2'])
    receiver.answers.set(GROUP, { body: 'no' })
    await client.ok('/group/dismiss_group', { groupID })
    await expect.poll(() => receiver.of(GROUP).filter((r) => r.body.contentType === 1511)).toHaveLength(2)
    expect(await client.members(groupID)).toEqual(['u1', 'u2'])
  })

  it('before a conversation is made can set its flags, or leave people without it', async () => {
    await start(['beforeCreateSingleChatConversations', 'afterCreateSingleChatConversations'])
    const before = 'callbackBeforeCreateSingleChatConversationsCommand'
    receiver.answers.set(before, { body: '{"isPinned":true,"recvMsgOpt":2}' })
    await tell()
    await expect.poll(() => receiver.of('callbackAfterCreateSingleChatConversationsCommand')).toHaveLength(1)
    const { conversations } = await client.ok('/conversation/get_all_conversations', { ownerUserID: 'u2' })
    expect(conversations[0]).toMatchObject({ conversationID: 'si_u1_u2', isPinned: true, recvMsgOpt: 2 })
    receiver.answers.set(before, { body: '{"nextCode":1,"errCode":5001}' })
    await tell({ recvID: 'u3' })
    await expect.poll(() => receiver.of(before)).toHaveLength(2)
    expect(
      (await client.ok('/conversation/get_all_conversations', { ownerUserID: 'u3' })).conversations,
    ).toBeNull()
    expect(sandbox.store.streams.maxSeq('si_u1_u3')).toBe(1)
  })

  it('after sends tell only of people in attentionIds, of groups then never, and of no denied type', async () => {
    await start(['afterSendSingleMsg', 'afterSendGroupMsg'], { attentionIds: ['u2'], deniedTypes: ['110'] })
    const groupID = await client.group('u2')
    await client.say('u2', groupID, 'hi')
    await tell({ recvID: 'u3' })
    await tell({ contentType: 110, content: { data: 'x' } })
    await tell()
    await expect.poll(commands).toEqual(['callbackAfterSendSingleMsgCommand'])
    expect(receiver.received[0]?.body).toMatchObject({ recvID: 'u2', contentType: 101 })
  })

  it('that answer too late deny', async () => {
    await start(['beforeSendSingleMsg'], { timeoutMs: 30 })
    receiver.everything = { body: '{}', afterMs: 300 }
    const message = { ...text, sendID: 'u1', recvID: 'u2', sessionType: 1 }
    expect(await client.post('/msg/send_msg', message)).toMatchObject({
      errCode: 90004,
      errMsg: 'NetworkError',
    })
  })

  it('denied without a code look like success everywhere', async () => {
    await start(['beforeCreateGroup', 'beforeSendSingleMsg', 'beforeUserRegister'])
    receiver.everything = { body: '{"nextCode":1,"errMsg":"no"}' }
    const nothing = { errCode: 0, errMsg: '', errDlt: '' }
    const groupInfo = { groupName: 'x', groupType: 2 }
    expect(await client.post('/group/create_group', { ownerUserID: 'u1', groupInfo })).toEqual({
      ...nothing,
      data: { groupInfo: null },
    })
    expect(await client.post('/user/user_register', { users: [{ userID: 'u4', nickname: 'x' }] })).toEqual(
      nothing,
    )
    const many = { ...text, sendID: 'u1', sessionType: 1, recvIDs: ['u2'] }
    const { data } = await client.post('/msg/batch_send_msg', many)
    const result = { serverMsgID: '', clientMsgID: '', sendTime: 0, recvID: 'u2' }
    expect(data).toEqual({ results: [result], failedUserIDs: null })
  })

  it('that move a message to another conversation have it kept there', async () => {
    await start(['beforeMsgModify'])
    receiver.answers.set('callbackBeforeMsgModifyCommand', { body: '{"recvID":"u3","senderNickname":""}' })
    expect((await tell()).modify).toEqual({ recvID: 'u3' })
    expect(sandbox.store.streams.maxSeq('si_u1_u3')).toBe(1)
    receiver.answers.set('callbackBeforeMsgModifyCommand', { body: '{"offlinePushInfo":{"title":"x"}}' })
    const message = { ...text, sendID: 'u1', recvID: 'u2', sessionType: 1 }
    expect((await client.post('/msg/send_msg', message)).errCode).toBe(500)
  })
})
