import { sleep } from '../probe.mjs'
import { page, send, text } from './shared.mjs'

/** Messages, conversations, statistics, blacklist. Order within one probe matters. */
export const messageProbes = {
  async 'message.send'(t) {
    const [u1, u2] = await t.users('u1', 'u2')
    const g = await t.group(u1, [u2])
    await t.call('ok', '/msg/send_msg', send(u2, g, 'hello'), { loose: true })
    await t.call('not a member', '/msg/send_msg', send((await t.users('u3'))[0], g, 'hello'))
    await t.call('unknown group', '/msg/send_msg', send(u2, t.unregistered('none91'), 'hello'))
    await t.call('no group', '/msg/send_msg', { ...send(u2, g, 'x'), groupID: undefined })
    await t.call('session type 2', '/msg/send_msg', send(u2, g, 'x', { sessionType: 2 }))
    await t.call('unknown content type', '/msg/send_msg', send(u2, g, 'x', { contentType: 109 }))
    await t.call('text without content', '/msg/send_msg', send(u2, g, 'x', { content: {} }))
    await t.call('no sender', '/msg/send_msg', { ...send(u2, g, 'x'), sendID: undefined })
    await t.call(
      'one to one',
      '/msg/send_msg',
      { ...send(u2, undefined, 'x'), groupID: undefined, recvID: u1, sessionType: 1 },
      { loose: true },
    )
    await t.call('one to one, unknown', '/msg/send_msg', {
      ...send(u2, undefined, 'x'),
      groupID: undefined,
      recvID: t.unregistered('u9'),
      sessionType: 1,
    })
  },
  async 'message.search'(t) {
    const [u1, u2] = await t.users('u1', 'u2')
    const g = await t.group(u1, [u2], [], { faceURL: 'group-face' }, { sendMessage: false })
    for (const m of ['one', 'two', 'three']) {
      await t.quiet('/msg/send_msg', send(u2, g, m))
      await sleep(60)
    }
    const q = { recvID: g, sessionType: 3, contentType: 101, pagination: page() }
    await t.until('/msg/search_msg', q, (r) => r?.data?.chatLogsNum >= 3)
    await t.call('oldest first', '/msg/search_msg', q)
    await t.call('second page', '/msg/search_msg', { ...q, pagination: page(2, 2) })
    await t.call('past the end', '/msg/search_msg', { ...q, pagination: page(10, 9) })
    await t.call('count only', '/msg/search_msg', { ...q, pagination: page(0) })
    await t.call('by sender', '/msg/search_msg', { ...q, sendID: u1 })
    await t.call('day, wrong form', '/msg/search_msg', { ...q, sendTime: '2026/01/01' })
    await t.call('another day', '/msg/search_msg', { ...q, sendTime: '2020-01-01' })
    const token = await t.token(u1)
    await t.call('any user may search', '/msg/search_msg', { ...q, pagination: page(1) }, { token })
  },
  async 'message.pull_and_revoke'(t) {
    const [u1, u2] = await t.users('u1', 'u2')
    const g = await t.group(u1, [u2], [], {}, { sendMessage: false })
    const conversationID = `sg_${g}`
    for (const m of ['one', 'two', 'three']) {
      await t.quiet('/msg/send_msg', send(u2, g, m))
      await sleep(60)
    }
    await t.until(
      '/msg/search_msg',
      { recvID: g, sessionType: 3, contentType: 101, pagination: page() },
      (r) => r?.data?.chatLogsNum >= 3,
    )
    const range = (userID, begin, end) => ({
      userID,
      seqRanges: [{ conversationID, begin, end, num: 10 }],
      order: 0,
    })
    await t.call('as a member', '/msg/pull_msg_by_seq', range(u1, 1, 3))
    await t.call('as a stranger', '/msg/pull_msg_by_seq', range(t.adminID, 1, 3))
    await t.call('past the end', '/msg/pull_msg_by_seq', range(u1, 50, 60))
    await t.call('revoke', '/msg/revoke_msg', { conversationID, seq: 2, userID: t.adminID })
    await t.call('revoke again', '/msg/revoke_msg', { conversationID, seq: 2, userID: t.adminID })
    await t.call('revoke what is not there', '/msg/revoke_msg', {
      conversationID,
      seq: 999999,
      userID: t.adminID,
    })
    await t.call('revoke nothing', '/msg/revoke_msg', { conversationID, seq: 0, userID: t.adminID })
    await t.until('/msg/search_msg', { recvID: g, sessionType: 3, pagination: page() }, (r) =>
      r?.data?.chatLogs?.some((c) => c.isRevoked),
    )
    await t.call('search still shows the text', '/msg/search_msg', {
      recvID: g,
      sessionType: 3,
      contentType: 101,
      pagination: page(),
    })
    await t.call('pull hides it', '/msg/pull_msg_by_seq', range(u1, 2, 2), { pick: (d) => kinds(d) })
    await t.call('delete for good', '/msg/delete_msg_phsical_by_seq', { conversationID, seqs: [3] })
    await t.call('search has it no longer', '/msg/search_msg', {
      recvID: g,
      sessionType: 3,
      contentType: 101,
      pagination: page(),
    })
    await t.call('pull shows a hole', '/msg/pull_msg_by_seq', range(u1, 3, 3), { pick: (d) => kinds(d) })
  },
  async 'message.batch'(t) {
    const [u1, u2] = await t.users('u1', 'u2')
    const note = {
      sendID: t.adminID,
      senderPlatformID: 5,
      content: text('news'),
      contentType: 101,
      sessionType: 1,
    }
    await t.call(
      'to two and a stranger',
      '/msg/batch_send_msg',
      { ...note, recvIDs: [u1, u2, t.unregistered('u9')] },
      { pick: (d) => ({ ...d, results: d.results?.length }) },
    )
    await t.call('nobody', '/msg/batch_send_msg', { ...note, recvIDs: [] }, { loose: true })
    await t.call('no list', '/msg/batch_send_msg', note)
  },
  async conversation(t) {
    const [u1, u2] = await t.users('u1', 'u2')
    const g = await t.group(u1, [u2])
    const conversationID = `sg_${g}`
    await t.until(
      '/conversation/get_all_conversations',
      { ownerUserID: u1 },
      (r) => r?.data?.conversations?.length,
    )
    await t.call('of a member', '/conversation/get_conversation', { ownerUserID: u1, conversationID })
    await t.call('pin', '/conversation/set_conversations', {
      userIDs: [u1],
      conversation: { conversationID, conversationType: 3, groupID: g, isPinned: true, recvMsgOpt: 2 },
    })
    await t.call('pinned', '/conversation/get_conversation', { ownerUserID: u1, conversationID })
    await t.call('unknown', '/conversation/get_conversation', { ownerUserID: u1, conversationID: 'sg_none' })
    const token = await t.token(u2)
    await t.call(
      'of somebody else',
      '/conversation/get_conversation',
      { ownerUserID: u1, conversationID },
      { token },
    )
  },
  async statistics(t) {
    const end = Date.now() + 1000
    await t.call(
      'registered',
      '/statistics/user/register',
      { start: end - 86400000, end },
      { loose: true, pick: (d) => Object.keys(d) },
    )
    await t.call(
      'groups',
      '/statistics/group/create',
      { start: end - 86400000, end },
      { loose: true, pick: (d) => Object.keys(d) },
    )
    await t.call(
      'active without a page',
      '/statistics/user/active',
      { start: end - 86400000, end },
      { codeOnly: true },
    )
  },
  async black(t) {
    const [u1, u2] = await t.users('u1', 'u2')
    await t.call('add', '/friend/add_black', { ownerUserID: u1, blackUserID: u2 })
    await t.call('again', '/friend/add_black', { ownerUserID: u1, blackUserID: u2 }, { codeOnly: true })
    await t.call('message is refused', '/msg/send_msg', {
      sendID: u2,
      recvID: u1,
      senderPlatformID: 5,
      content: text('x'),
      contentType: 101,
      sessionType: 1,
    })
    await t.call('list', '/friend/get_black_list', { userID: u1, pagination: page() })
    await t.call('remove', '/friend/remove_black', { ownerUserID: u1, blackUserID: u2 })
    await t.call('remove again', '/friend/remove_black', { ownerUserID: u1, blackUserID: u2 })
  },
}

/** Pulled messages as (seq, status, contentType, has content), which does not vary from run to run. */
function kinds(d) {
  const first = Object.values(d?.msgs ?? {})[0]
  return {
    keys: Object.keys(d ?? {}),
    msgs: first?.Msgs?.map((m) => ({
      seq: m.seq,
      status: m.status,
      contentType: m.contentType,
      content: m.content !== null,
    })),
  }
}
