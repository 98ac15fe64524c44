import { pageOf, pagination, pattern, requirePage, shuffled } from '../paging'
import { requireAppAdmin } from '../permissions'
import { type Call, type Route, route } from '../router'
import type { User } from '../state/model'
import { userInfo } from '../views'
import { argsError, internal, need, registeredAlready } from '../wire/errors'
import { int32, int64, list, optional, struct, text } from '../wire/fields'

export const userFields = struct('sdkws.UserInfo', {
  userID: text,
  nickname: text,
  faceURL: text,
  ex: text,
  createTime: int64,
  appMangerLevel: int32,
  globalRecvMsgOpt: int32,
})

const usersReply = struct('CallbackBeforeUserRegisterResp', { users: list(userFields) })

interface NewUser {
  userID: string
  nickname: string
  faceURL: string
  ex: string
  appMangerLevel: number
  globalRecvMsgOpt: number
}

/** Throws 1001 for a user that is null. */
function present(user: NewUser | undefined): NewUser {
  if (!user) throw argsError('user is empty')
  return user
}

async function register(call: Call, asked: (NewUser | undefined)[]): Promise<void> {
  need(asked, 'users are empty')
  const users = asked.map(present)
  for (const u of users) if (!/^[\p{L}\p{N}_]*$/u.test(u.userID)) throw argsError('userID is legal')
  for (const u of users) need(u.nickname, 'user name is empty')
  requireAppAdmin(call)
  if (new Set(users.map((u) => u.userID)).size < users.length) throw argsError('userID repeated')
  for (const u of users) need(u.userID, 'userID is empty')
  if (users.some((u) => call.store.users.has(u.userID))) throw registeredAlready()
  const { webhooks } = call.rt
  const body = { users: users.map((u) => userInfo({ ...u, createTime: 0 })) }
  const reply = await webhooks.before(
    'beforeUserRegister',
    'callbackBeforeUserRegisterCommand',
    body,
    call.operationID,
    usersReply,
  )
  for (const u of reply?.users.length ? reply.users : users) {
    call.store.users.set(u.userID, userInfo({ ...u, createTime: call.now }))
  }
  await webhooks.after('afterUserRegister', 'callbackAfterUserRegisterCommand', body, call.operationID)
}

/** Users by case-insensitive regular expressions over id or nickname; levels 0 and 1 only. */
function findUsers(call: Call, userID: string, nickName: string): User[] {
  const byID = userID ? pattern(userID, internal, 'iu') : undefined
  const byName = nickName ? pattern(nickName, internal, 'iu') : undefined
  const out: User[] = []
  for (const u of call.store.users.values()) {
    if (u.appMangerLevel > 1) continue
    if (!byID && !byName) out.push(u)
    else if (byID?.test(u.userID) || byName?.test(u.nickname)) out.push(u)
  }
  return out
}

/** Source: contract 5.2. */
export const userRoutes: Route[] = [
  route(
    '/user/user_register',
    struct('user.UserRegisterReq', { users: list(optional(userFields)) }),
    (call, req) => register(call, req.users),
  ),

  route(
    '/user/get_users',
    struct('user.GetPaginationUsersReq', { pagination, userID: text, nickName: text }),
    (call, req) => {
      const page = requirePage(req.pagination)
      const found = findUsers(call, req.userID, req.nickName)
      return { total: found.length, users: pageOf(found, page).map(userInfo) }
    },
  ),

  route('/user/get_users_info', struct('user.GetDesignateUsersReq', { userIDs: list(text) }), (call, req) => {
    need(req.userIDs, 'UserIDs is empty')
    const found = [...new Set(req.userIDs)].flatMap((id) => call.store.users.get(id) ?? [])
    return { usersInfo: shuffled(found).map(userInfo) }
  }),

  route('/user/get_all_users_uid', struct('user.GetAllUserIDReq', { pagination }), (call, req) => {
    const page = requirePage(req.pagination)
    const ids = [...call.store.users.keys()]
    return { total: ids.length, userIDs: pageOf(ids, page) }
  }),

  route('/user/account_check', struct('user.AccountCheckReq', { checkUserIDs: list(text) }), (call, req) => {
    need(req.checkUserIDs, 'CheckUserIDs is empty')
    if (new Set(req.checkUserIDs).size < req.checkUserIDs.length) throw argsError('userID repeated')
    requireAppAdmin(call)
    const results = req.checkUserIDs.map((userID) => ({
      userID,
      accountStatus: call.store.users.has(userID) ? 1 : 0,
    }))
    return { results }
  }),
]
