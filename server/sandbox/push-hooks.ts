import { isInternal } from './message-hooks'
import { platformName } from './platforms'
import type { Runtime } from './runtime'
import type { Message } from './state/model'
import { noOverrides } from './webhooks'
import { list, struct, text } from './wire/fields'
import { parseJson } from './wire/json-parse'

/** Messages whose sendTime is further back are not pushed, in ms. */
const TOO_OLD_MS = 10_000
const TYPING = 113
const CALL_SIGNAL = 1601

const groupReply = struct('CallbackBeforeSuperGroupOnlinePushResp', { userIDList: list(text) })

/**
 * What the push service asks before it pushes a message: of one-to-one messages beforeOnlinePush, of group messages
 * beforeGroupOnlinePush, then beforeOfflinePush, because nobody is ever connected here. Resolves to the people a reply
 * names instead of all members, or to 'denied' when nothing is pushed. Source: contract 9.3.
 */
export async function push(rt: Runtime, m: Message, operationID: string): Promise<string[] | 'denied'> {
  if (!asksSomething(rt) || rt.clock() - m.sendTime > TOO_OLD_MS || m.contentType === TYPING) return []
  const op = `${operationID}$${operationID}`
  try {
    if (m.sessionType === 3) return await pushToGroup(rt, m, op)
    await pushToPerson(rt, m, op)
    return []
  } catch {
    return 'denied'
  }
}

function asksSomething(rt: Runtime): boolean {
  return ['beforeOnlinePush', 'beforeGroupOnlinePush', 'beforeOfflinePush'].some((k) =>
    rt.webhooks.enabled(k),
  )
}

async function pushToGroup(rt: Runtime, m: Message, op: string): Promise<string[]> {
  const command = 'callbackBeforeGroupOnlinePushCommand'
  const body = { ...head(m, op), ...tail(m), seq: m.seq }
  const reply = await rt.webhooks.before('beforeGroupOnlinePush', command, body, op, groupReply)
  const named = reply?.userIDList ?? []
  const people = named.length ? named : [...rt.store.membersOf(m.groupID).keys()]
  const silent = (id: string) => rt.store.conversations.get(id, `sg_${m.groupID}`)?.recvMsgOpt ?? 0
  await pushOffline(
    rt,
    m,
    op,
    people.filter((id) => id !== m.sendID && !silent(id)),
  )
  return named
}

async function pushToPerson(rt: Runtime, m: Message, op: string): Promise<void> {
  const alone = m.options.senderSync === false || m.sendID === m.recvID
  const userIDList = alone ? [m.recvID] : [m.recvID, m.sendID]
  const body = { ...head(m, op), userIDList, ...tail(m) }
  await rt.webhooks.before('beforeOnlinePush', 'callbackBeforeOnlinePushCommand', body, op, noOverrides)
  await pushOffline(rt, m, op, [m.recvID])
}

async function pushOffline(rt: Runtime, m: Message, op: string, userIDList: string[]): Promise<void> {
  if (!userIDList.length || m.options.offlinePush === false || m.contentType === CALL_SIGNAL) return
  const body = { ...head(m, op), userIDList, ...(m.offlinePushInfo ?? {}), ...tail(m) }
  await rt.webhooks.before('beforeOfflinePush', 'callbackBeforeOfflinePushCommand', body, op, noOverrides)
}

function head(m: Message, operationID: string) {
  const platform = platformName(m.senderPlatformID) ?? ''
  return { callbackCommand: '', operationID, platformID: m.senderPlatformID, platform }
}

function tail(m: Message) {
  return {
    clientMsgID: m.clientMsgID,
    sendID: m.sendID,
    groupID: m.groupID,
    contentType: m.contentType,
    sessionType: m.sessionType,
    atUserIDList: m.atUserIDList,
    content: isInternal(m.contentType) ? detailOf(m.content) : m.content,
  }
}

/** The inner text of a notice. */
function detailOf(content: string): string {
  try {
    const parsed = parseJson(content)
    const detail = parsed instanceof Map ? parsed.get('detail') : undefined
    return typeof detail === 'string' ? detail : ''
  } catch {
    return ''
  }
}
