import { chance } from '../chance'
import { pageOf, pagination, requirePage } from '../paging'
import { requireAppAdmin, requireSelf } from '../permissions'
import { type Call, type Route, route } from '../router'
import type { User } from '../state/model'
import { argsError, need } from '../wire/errors'
import { int32, list, optional, struct, text, textMap } from '../wire/fields'
import { takeUser } from './user-edit'

const NOTIFIER_LEVEL = 3

/** Notification accounts and client configuration. Source: contract 5.2. */
export const userExtraRoutes: Route[] = [
  route(
    '/user/add_notification_account',
    struct('user.AddNotificationAccountReq', {
      userID: text,
      nickName: text,
      faceURL: text,
      appMangerLevel: int32,
    }),
    (call, req) => {
      need(req.nickName, 'nickName is empty')
      requireAppAdmin(call)
      if (req.appMangerLevel < NOTIFIER_LEVEL) throw argsError('app level not supported')
      if (req.userID && call.store.users.has(req.userID)) throw argsError('userID is used')
      const userID = req.userID || freeID(call)
      const { nickName, faceURL, appMangerLevel } = req
      call.store.users.set(userID, {
        userID,
        nickname: nickName,
        faceURL,
        ex: '',
        createTime: call.now,
        appMangerLevel,
        globalRecvMsgOpt: 0,
      })
      return { userID, faceURL, nickName, appMangerLevel }
    },
  ),

  route(
    '/user/update_notification_account',
    struct('user.UpdateNotificationAccountInfoReq', { userID: text, nickName: text, faceURL: text }),
    (call, req) => {
      need(req.userID, 'userID is empty')
      need(req.nickName || req.faceURL, 'faceURL and nickName is empty at the same')
      requireAppAdmin(call)
      const user = call.store.users.get(req.userID)
      if (!user) throw argsError()
      if (req.nickName) user.nickname = req.nickName
      if (req.faceURL) user.faceURL = req.faceURL
    },
  ),

  route(
    '/user/search_notification_account',
    struct('user.SearchNotificationAccountReq', {
      keyword: text,
      pagination,
      appManagerLevel: optional(int32),
    }),
    (call, req) => {
      const page = requirePage(req.pagination)
      requireAppAdmin(call)
      const found = notifiers(call, req.keyword, req.appManagerLevel)
      const notificationAccounts = pageOf(found, page).map((u) => ({
        userID: u.userID,
        faceURL: u.faceURL,
        nickName: u.nickname,
        appMangerLevel: u.appMangerLevel,
      }))
      return { total: found.length, notificationAccounts }
    },
  ),

  route(
    '/user/get_user_client_config',
    struct('user.GetUserClientConfigReq', { userID: text }),
    (call, req) => {
      if (req.userID) {
        requireSelf(call, req.userID)
        takeUser(call, req.userID)
      }
      return { configs: new Map(call.store.clientConfigs.entriesOf(req.userID)) }
    },
    { mainOnly: true },
  ),

  route(
    '/user/set_user_client_config',
    struct('user.SetUserClientConfigReq', { userID: text, configs: textMap }),
    (call, req) => {
      requireAppAdmin(call)
      if (req.userID) takeUser(call, req.userID)
      for (const [key, value] of req.configs) call.store.clientConfigs.set(req.userID, key, value)
    },
    { mainOnly: true },
  ),

  route(
    '/user/del_user_client_config',
    struct('user.DelUserClientConfigReq', { userID: text, keys: list(text) }),
    (call, req) => {
      requireAppAdmin(call)
      for (const key of req.keys) call.store.clientConfigs.delete(req.userID, key)
    },
    { mainOnly: true },
  ),

  route(
    '/user/page_user_client_config',
    struct('user.PageUserClientConfigReq', { userID: text, key: text, pagination }),
    (call, req) => {
      requireAppAdmin(call)
      const all = [...call.store.clientConfigs.entries()].filter(
        ([userID, key]) => (!req.userID || userID === req.userID) && (!req.key || key === req.key),
      )
      const rows = req.pagination ? pageOf(all, req.pagination) : []
      return { total: all.length, configs: rows.map(([userID, key, value]) => ({ key, userID, value })) }
    },
    { mainOnly: true },
  ),
]

function notifiers(call: Call, keyword: string, level: number | undefined): User[] {
  const all = [...call.store.users.values()].filter((u) => u.appMangerLevel >= NOTIFIER_LEVEL)
  const asked = all.filter(
    (u) => !call.rt.isAdmin(u.userID) && (level === undefined || u.appMangerLevel === level),
  )
  if (!keyword) return asked
  const exact = asked.filter((u) => u.userID === keyword)
  return exact.length ? exact : asked.filter((u) => u.nickname === keyword)
}

/** A free id of ten digits. */
function freeID(call: Call): string {
  for (;;) {
    const id = String(chance(1_000_000_000, 10_000_000_000))
    if (!call.store.users.has(id)) return id
  }
}
