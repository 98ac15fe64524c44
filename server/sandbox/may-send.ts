import { conversationIDOf, GROUP, SINGLE } from './delivery'
import { beforeSend, isInternal, modify } from './message-hooks'
import type { Call } from './router'
import { ADMIN, GROUP_DISMISSED, GROUP_MUTED, type Message, OWNER } from './state/model'
import {
  ApiError,
  argsError,
  blockedByPeer,
  dismissedAlready,
  mutedGroup,
  mutedInGroup,
  notFound,
  notInGroup,
  notPeersFriend,
} from './wire/errors'

/**
 * Throws unless the sender may send this message (contract 4.7); asks the blocking webhooks. Returns the fields one of
 * them changed. System notifications (session type 4) are checked by nobody, not even for their receiver.
 */
export async function requireMaySend(call: Call, m: Message): Promise<ReadonlyMap<string, unknown>> {
  if (m.sessionType === GROUP) {
    requireMaySendToGroup(call, m)
    await beforeSend(call.rt, m, call.operationID)
  } else if (m.sessionType === SINGLE) {
    await requireMaySendToPerson(call, m)
  } else {
    return new Map()
  }
  const changed = await modify(call.rt, m, call.operationID)
  m.conversationID = conversationIDOf(m)
  return changed
}

export function requireMaySendToGroup(call: Call, m: Message): void {
  const group = call.store.groups.get(m.groupID)
  if (!group) throw notFound()
  if (group.status === GROUP_DISMISSED) throw dismissedAlready()
  if (call.rt.isAdmin(m.sendID) || isInternal(m.contentType)) return
  const member = call.store.member(m.groupID, m.sendID)
  if (!member) throw notInGroup()
  if (member.roleLevel === OWNER) return
  if (member.muteEndTime >= call.now) throw mutedInGroup()
  if (group.status === GROUP_MUTED && member.roleLevel !== ADMIN) throw mutedGroup()
}

async function requireMaySendToPerson(call: Call, m: Message): Promise<void> {
  if (!call.rt.isAdmin(m.sendID) && !isInternal(m.contentType)) {
    await beforeSend(call.rt, m, call.operationID)
    const sender = call.store.users.get(m.sendID)
    if (!sender) throw notFound()
    const blocked = call.store.blacks.get(m.recvID, m.sendID)
    if (sender.appMangerLevel < 2) {
      if (blocked) throw blockedByPeer()
      const friend = call.store.friends.get(m.recvID, m.sendID)
      if (call.rt.settings.friendVerify && !friend) throw notPeersFriend()
    }
  }
  if (!isInternal(m.contentType)) requireReceiver(call, m)
}

const DO_NOT_RECEIVE = 1
const RECEIVE_SILENTLY = 2

function requireReceiver(call: Call, m: Message): void {
  const receiver = call.store.users.get(m.recvID)
  if (!receiver) throw notFound('userID not found', 'userID not found')
  const own = call.store.conversations.get(m.recvID, m.conversationID)?.recvMsgOpt
  const wish = receiver.globalRecvMsgOpt || own
  if (wish === RECEIVE_SILENTLY) m.options = { ...m.options, offlinePush: false }
  if (wish !== DO_NOT_RECEIVE) return
  throw call.rt.patch ? new SilentRefusal() : argsError('message is not sent')
}

/** patch.16 answers success with empty ids when the receiver takes no messages. */
export class SilentRefusal extends ApiError {
  constructor() {
    super(0, '')
  }
}
