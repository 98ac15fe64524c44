import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from './server'
import { TestClient } from './test-client'

interface Pulled {
  seq: number
  status: number
  contentType: number
  content: string | null
}

describe('messages', () => {
  let sandbox: Sandbox
  let client: TestClient
  let groupID: string
  let conversationID: string

  const start = async (storeDelayMs: number) => {
    sandbox = await startSandbox({ storeDelayMs })
    client = await TestClient.signIn(sandbox.url)
    await client.users('u1', 'u2')
    groupID = await client.group('u1', ['u2'])
    conversationID = `sg_${groupID}`
  }
  beforeEach(() => start(0))
  afterEach(() => sandbox.close())

  const page = (showNumber: number, pageNumber = 1) => ({ pageNumber, showNumber })
  const search = async (more: object = {}) => {
    const asked = { recvID: groupID, sessionType: 3, contentType: 101, pagination: page(500), ...more }
    const { chatLogs, chatLogsNum } = await client.ok('/msg/search_msg', asked)
    const texts = (chatLogs ?? []).map(
      (c: { chatLog: { content: string } }) => JSON.parse(c.chatLog.content).content,
    )
    return { texts, chatLogsNum }
  }
  const pull = async (userID: string, begin: number, end: number, num: number): Promise<Pulled[]> => {
    const seqRanges = [{ conversationID, begin, end, num }]
    const data = await client.ok('/msg/pull_msg_by_seq', { userID, seqRanges, order: 0 })
    return data.msgs?.[conversationID].Msgs ?? []
  }

  it('get their seq and can be searched some time after they were sent', async () => {
    await sandbox.close()
    await start(150)
    const sent = await client.say('u1', groupID, 'hello')
    expect(sent.data).not.toHaveProperty('seq')
    expect((await search()).chatLogsNum).toBe(0)
    await expect.poll(async () => (await search()).texts).toEqual(['hello'])
  })

  it('are found oldest first, across stored documents of a hundred', async () => {
    for (let i = 1; i <= 230; i++) await client.say('u2', groupID, String(i))
    const { texts, chatLogsNum } = await search({ pagination: page(100, 3) })
    expect(chatLogsNum).toBe(230)
    expect(texts).toEqual(Array.from({ length: 30 }, (_, i) => String(201 + i)))
  })

  it('are found by their UTC day', async () => {
    const sendTime = Date.UTC(2026, 0, 31, 23, 59, 59, 999)
    const body = {
      sendID: 'u2',
      groupID,
      content: { content: 'old' },
      contentType: 101,
      sessionType: 3,
      sendTime,
    }
    await client.ok('/msg/send_msg', body)
    expect((await search({ sendTime: '2026-01-31' })).texts).toEqual(['old'])
    expect((await search({ sendTime: '2026-02-01' })).texts).toEqual([])
  })

  it('are pulled as the last so many of a range', async () => {
    for (const text of ['a', 'b', 'c', 'd']) await client.say('u2', groupID, text)
    expect((await pull('u1', 1, 99, 2)).map((m) => m.seq)).toEqual([4, 5])
    expect((await pull('u1', 1, 3, 2)).map((m) => m.seq)).toEqual([2, 3])
    expect(await pull('u1', 1, 99, 0)).toEqual([])
    expect(await pull('imAdmin', 1, 99, 5)).toEqual([])
  })

  it('deleted by one person are hidden from that person only', async () => {
    await client.say('u2', groupID, 'a')
    await client.ok('/msg/delete_msgs', { conversationID, seqs: [2], userID: 'u1' })
    expect(await pull('u1', 2, 2, 1)).toMatchObject([{ status: 4, content: null }])
    expect(await pull('u2', 2, 2, 1)).toMatchObject([{ status: 0 }])
    expect((await search()).texts).toEqual(['a'])
  })

  it('deleted for everybody are gone', async () => {
    await client.say('u2', groupID, 'a')
    const deleteSyncOpt = { IsSyncOther: true }
    await client.ok('/msg/delete_msgs', { conversationID, seqs: [2], userID: 'u1', deleteSyncOpt })
    expect(await pull('u2', 2, 2, 1)).toMatchObject([{ status: 4, content: null, contentType: 0 }])
    expect((await search()).texts).toEqual([])
  })

  it('that are revoked keep their text in the search and lose it in pulls', async () => {
    await client.say('u2', groupID, 'secret')
    await client.ok('/msg/revoke_msg', { conversationID, seq: 2, userID: 'imAdmin' })
    expect((await search()).texts).toEqual(['secret'])
    const [pulled] = await pull('u1', 2, 2, 1)
    expect(pulled?.contentType).toBe(2101)
    expect(Buffer.from(pulled?.content ?? '', 'base64').toString()).not.toContain('secret')
  })

  it('that quote a revoked one show the revocation instead', async () => {
    await client.say('u2', groupID, 'secret')
    const content = {
      text: 'look',
      quoteMessage: { seq: 2, contentType: 101, content: '{"content":"secret"}' },
    }
    const quote = { sendID: 'u1', groupID, content, contentType: 114, sessionType: 3 }
    await client.ok('/msg/send_msg', quote)
    const shown = async () => Buffer.from((await pull('u2', 3, 3, 1))[0]?.content ?? '', 'base64').toString()
    expect(await shown()).toContain('secret')
    await client.ok('/msg/revoke_msg', { conversationID, seq: 2, userID: 'imAdmin' })
    const { text, quoteMessage } = JSON.parse(await shown())
    expect([text, quoteMessage.contentType]).toEqual(['look', 2101])
    expect(JSON.parse(JSON.parse(quoteMessage.content).detail)).toMatchObject({
      revokerID: 'imAdmin',
      seq: 2,
    })
  })

  it('make conversations that are sorted and counted', async () => {
    await client.ok('/msg/send_msg', {
      ...{ sendID: 'u1', recvID: 'u2', content: { content: 'hi' }, contentType: 101, sessionType: 1 },
      sendTime: Date.now() + 1000,
    })
    const asked = { userID: 'u2', pagination: page(9) }
    const sorted = await client.ok('/conversation/get_sorted_conversation_list', asked)
    expect(sorted).toMatchObject({ conversationTotal: 2, unreadTotal: 2 })
    const ids = sorted.conversationElems.map((e: { conversationID: string }) => e.conversationID)
    expect(ids).toEqual(['si_u1_u2', conversationID])
    const { token } = await client.ok('/auth/get_user_token', { userID: 'u2', platformID: 5 })
    const active = await client.ok('/jssdk/get_active_conversations', { count: 1 }, token)
    expect(active).toMatchObject({
      unreadCount: 2,
      conversations: [
        {
          conversation: { ownerUserID: 'u2', conversationID: 'si_u1_u2' },
          lastMsg: { sendID: 'u1', seq: 1 },
          user: { userID: 'u1' },
          friend: null,
          group: null,
          maxSeq: 1,
          readSeq: 0,
        },
      ],
    })
  })

  it('alter integers beyond 2^53, keep unknown keys and sort all', async () => {
    const body = `{"sendID":"u2","groupID":"${groupID}","contentType":110,"sessionType":3,
      "content":{"zeta":9007199254740993,"data":"{}","alpha":1}}`
    const { token } = await client.ok('/auth/get_admin_token', { secret: 'openIM123', userID: 'imAdmin' }, '')
    await fetch(`${sandbox.url}/msg/send_msg`, { method: 'POST', body, headers: { operationID: 'x', token } })
    const stored = sandbox.store.streams.message(conversationID, 2)?.content
    expect(stored).toBe('{"alpha":1,"data":"{}","zeta":9007199254740992}')
  })

  it('count in statistics whose second page overlaps the first', async () => {
    for (const who of ['u1', 'u1', 'u1', 'u2', 'u2']) await client.say(who, groupID, 'x')
    const asked = { start: 1, end: Date.now() + 1000, group: true }
    const ids = async (pageNumber: number) => {
      const data = await client.ok('/statistics/user/active', { ...asked, pagination: page(2, pageNumber) })
      return data.users.map((u: { user: { userID: string } }) => u.user.userID)
    }
    expect(await ids(1)).toEqual(['u1', 'u2'])
    expect(await ids(2)).toEqual(['u2', 'imAdmin'])
  })
})
