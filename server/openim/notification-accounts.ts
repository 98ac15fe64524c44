import { z } from 'zod'
import { type Call, type CallOptions, readRoute, writeRoute } from './endpoint'
import { isUserId } from './users'
import { noData, requestId, requestPage, wireInt, wireList } from './wire'

/** An account that announcements come from. It cannot sign in. */
export interface NotificationAccount {
  id: string
  nickname: string
  faceUrl: string
  /** 3, or 4 for a robot. */
  appLevel: number
}

const wireAccount = z
  .object({ userID: z.string().min(1), nickName: z.string(), faceURL: z.string(), appMangerLevel: wireInt })
  .transform(
    (wire): NotificationAccount => ({
      id: wire.userID,
      nickname: wire.nickName,
      faceUrl: wire.faceURL,
      appLevel: wire.appMangerLevel,
    }),
  )

const addAccount = writeRoute(
  '/user/add_notification_account',
  z.object({
    // OpenIM checks no characters here, but everything else it does with ids expects these (contract 5.2).
    userID: z.string().refine(isUserId, 'only letters, digits and _ are allowed'),
    nickName: z.string().min(1),
    faceURL: z.string(),
    appMangerLevel: z.literal(3),
  }),
  wireAccount,
)

const updateAccount = writeRoute(
  '/user/update_notification_account',
  z
    .object({ userID: requestId, nickName: z.string(), faceURL: z.string() })
    .refine(({ nickName, faceURL }) => nickName !== '' || faceURL !== '', 'nothing is to be changed'),
  noData,
)

const searchAccounts = readRoute(
  '/user/search_notification_account',
  z.object({ keyword: z.string(), pagination: requestPage }),
  z.object({ total: wireInt, notificationAccounts: wireList(wireAccount) }),
)

export interface NotificationAccountQuery {
  /** A whole user id, or a whole nickname; everybody where left out. */
  keyword?: string | undefined
  /** From 1. */
  page: number
  size: number
}

/** Accounts that announcements are sent from (contract 5.2, 7.6). */
export function createNotificationAccounts(call: Call) {
  return {
    /** Adds an account. 1001 if the id is taken, by whomever. */
    add(
      account: { id: string; nickname: string; faceUrl?: string | undefined },
      options: CallOptions,
    ): Promise<NotificationAccount> {
      const { id, nickname, faceUrl = '' } = account
      return call(
        addAccount,
        { userID: id, nickName: nickname, faceURL: faceUrl, appMangerLevel: 3 },
        options,
      )
    },

    /** Changes name or picture; what is left out stays. Neither can be cleared. 1001 for an unknown account. */
    update(
      id: string,
      changes: { nickname?: string | undefined; faceUrl?: string | undefined },
      options: CallOptions,
    ): Promise<undefined> {
      const { nickname = '', faceUrl = '' } = changes
      return call(updateAccount, { userID: id, nickName: nickname, faceURL: faceUrl }, options)
    },

    /** A page of the accounts, app admins left out. */
    async search(
      { keyword = '', page, size }: NotificationAccountQuery,
      options: CallOptions,
    ): Promise<{ accounts: NotificationAccount[]; total: number }> {
      const body = { keyword, pagination: { pageNumber: page, showNumber: size } }
      const data = await call(searchAccounts, body, options)
      return { accounts: data.notificationAccounts, total: data.total }
    },
  }
}
