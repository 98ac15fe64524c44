import type { Call } from '../router'
import { noOverrides } from '../webhooks'
import { list, optional, struct, text } from '../wire/fields'

/** Webhooks about friends (contract 9.3). */
const importReply = struct('CallbackBeforeImportFriendsResp', { friendUserIDs: list(text) })
const remarkReply = struct('CallbackBeforeSetFriendRemarkResp', { remark: optional(text) })

interface Import {
  ownerUserID: string
  friendUserIDs: string[]
}

interface Application {
  fromUserID: string
  toUserID: string
  reqMsg: string
  ex: string
}

interface Response {
  fromUserID: string
  toUserID: string
  handleResult: number
  handleMsg: string
}

interface Remark {
  ownerUserID: string
  friendUserID: string
  remark: string
}

/** The friends to import: those asked for, or those a non-empty reply names instead. */
export async function beforeImport(call: Call, { ownerUserID, friendUserIDs }: Import): Promise<string[]> {
  const body = { callbackCommand: '', ownerUserID, friendUserIDs }
  const command = 'callbackBeforeImportFriendsCommand'
  const reply = await call.rt.webhooks.before(
    'beforeImportFriends',
    command,
    body,
    call.operationID,
    importReply,
  )
  return reply?.friendUserIDs.length ? reply.friendUserIDs : friendUserIDs
}

export function afterImport(call: Call, { ownerUserID, friendUserIDs }: Import): Promise<void> {
  return tell(call, 'ImportFriends', { ownerUserID, friendUserIDs })
}

export async function beforeAdd(
  call: Call,
  { fromUserID, toUserID, reqMsg, ex }: Application,
): Promise<void> {
  await ask(call, 'AddFriend', { fromUserID, toUserID, reqMsg, ex })
}

export function afterAdd(call: Call, { fromUserID, toUserID, reqMsg }: Application): Promise<void> {
  return tell(call, 'AddFriend', { fromUserID, toUserID, reqMsg })
}

export async function beforeAgree(call: Call, response: Response): Promise<void> {
  await ask(call, 'AddFriendAgree', agreeBody(response))
}

export function afterAgree(call: Call, response: Response): Promise<void> {
  return tell(call, 'AddFriendAgree', agreeBody(response))
}

/** toUserID travels as blackUserID, as on the real server. */
function agreeBody({ fromUserID, toUserID, handleResult, handleMsg }: Response) {
  return { fromUserID, blackUserID: toUserID, HandleResult: handleResult, HandleMsg: handleMsg }
}

export function afterDelete(call: Call, req: { ownerUserID: string; friendUserID: string }): Promise<void> {
  return tell(call, 'DeleteFriend', { ownerUserID: req.ownerUserID, friendUserID: req.friendUserID })
}

/** The remark to write: the one asked for, or a non-empty one of the reply. */
export async function beforeRemark(
  call: Call,
  { ownerUserID, friendUserID, remark }: Remark,
): Promise<string> {
  const body = { callbackCommand: '', ownerUserID, friendUserID, remark }
  const command = 'callbackBeforeSetFriendRemarkCommand'
  const reply = await call.rt.webhooks.before(
    'beforeSetFriendRemark',
    command,
    body,
    call.operationID,
    remarkReply,
  )
  return reply?.remark || remark
}

export function afterRemark(call: Call, { ownerUserID, friendUserID, remark }: Remark): Promise<void> {
  return tell(call, 'SetFriendRemark', { ownerUserID, friendUserID, remark })
}

async function ask(call: Call, name: string, body: object): Promise<void> {
  const whole = { callbackCommand: '', ...body }
  const command = `callbackBefore${name}Command`
  await call.rt.webhooks.before(`before${name}`, command, whole, call.operationID, noOverrides)
}

function tell(call: Call, name: string, body: object): Promise<void> {
  const whole = { callbackCommand: '', ...body }
  return call.rt.webhooks.after(`after${name}`, `callbackAfter${name}Command`, whole, call.operationID)
}
