import { definedOf } from '../defined'
import { requireSelf } from '../permissions'
import { type Call, type Route, route } from '../router'
import { noteProfile } from '../state/changes'
import type { User } from '../state/model'
import { argsError, need, notFound, panic } from '../wire/errors'
import { type Decoded, int32, optional, struct, text } from '../wire/fields'
import { userFields } from './user'

const updateRequest = struct('user.UpdateUserInfoExReq', {
  userInfo: optional(
    struct('sdkws.UserInfoWithEx', {
      userID: text,
      nickname: optional(text),
      faceURL: optional(text),
      ex: optional(text),
      globalRecvMsgOpt: optional(int32),
    }),
  ),
})

const updateReply = struct('CallbackBeforeUpdateUserInfoResp', {
  nickName: optional(text),
  faceURL: optional(text),
  ex: optional(text),
})

interface UserChange {
  nickname?: string
  faceURL?: string
  ex?: string
  globalRecvMsgOpt?: number
}

/** Source: contract 5.2. */
export const userEditRoutes: Route[] = [
  route(
    '/user/update_user_info',
    struct('user.UpdateUserInfoReq', { userInfo: optional(userFields) }),
    (call, req) => {
      if (!req.userInfo) throw argsError('UserInfo is empty')
      const { userID, nickname, faceURL, ex, globalRecvMsgOpt } = req.userInfo
      need(userID, 'UserID is empty')
      const change = {
        nickname: nickname || undefined,
        faceURL: faceURL || undefined,
        ex: ex || undefined,
        globalRecvMsgOpt: globalRecvMsgOpt || undefined,
      }
      return update(call, userID, change, '')
    },
  ),

  route('/user/update_user_info_ex', updateRequest, (call, req) => {
    if (!req.userInfo) throw argsError('userInfo is empty')
    const { userID, ...change } = req.userInfo
    need(userID, 'userID is empty')
    return update(call, userID, change, 'Ex')
  }),

  // the real server looks at neither the caller nor the target here
  route(
    '/user/set_global_msg_recv_opt',
    struct('user.SetGlobalRecvMessageOptReq', { userID: text, globalRecvMsgOpt: int32 }),
    (call, req) => {
      if (req.globalRecvMsgOpt < 0 || req.globalRecvMsgOpt > 2) throw argsError('GlobalRecvMsgOpt is invalid')
      need(req.userID, 'UserID is empty')
      takeUser(call, req.userID).globalRecvMsgOpt = req.globalRecvMsgOpt
    },
  ),
]

/** The user of that id; throws 1004. */
export function takeUser(call: Call, userID: string): User {
  const user = call.store.users.get(userID)
  if (!user) throw notFound()
  return user
}

/** A reply of the newer webhook that names a field which was not asked to change crashes the service (contract 9.3). */
function requireAsked(
  change: UserChange,
  reply: Decoded<typeof updateReply> | undefined,
  variant: string,
): void {
  if (!variant || !reply) return
  const crashes =
    (reply.nickName !== undefined && change.nickname === undefined) ||
    (reply.faceURL !== undefined && change.faceURL === undefined) ||
    (reply.ex !== undefined && change.ex === undefined)
  if (crashes) throw panic('runtime error: invalid memory address or nil pointer dereference')
}

async function update(call: Call, userID: string, change: UserChange, variant: '' | 'Ex'): Promise<void> {
  requireSelf(call, userID)
  const { webhooks } = call.rt
  const told = {
    callbackCommand: '',
    userID,
    nickName: change.nickname ?? (variant ? null : ''),
    faceURL: change.faceURL ?? (variant ? null : ''),
    ex: variant ? null : '',
  }
  const before = `callbackBeforeUpdateUserInfo${variant}Command`
  const reply = await webhooks.before(
    `beforeUpdateUserInfo${variant}`,
    before,
    told,
    call.operationID,
    updateReply,
  )
  requireAsked(change, reply, variant)
  const user = takeUser(call, userID)
  const asked = { nickname: reply?.nickName, faceURL: reply?.faceURL, ex: reply?.ex }
  Object.assign(user, definedOf(change), definedOf(asked))
  noteProfile(call.store, userID)
  const after = `callbackAfterUpdateUserInfo${variant}Command`
  await webhooks.after(`afterUpdateUserInfo${variant}`, after, told, call.operationID)
}
