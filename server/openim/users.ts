import { z } from 'zod'
import { readInBatches } from './batches'
import { type Call, type CallOptions, readRoute, writeRoute } from './endpoint'
import { verbatim } from './pattern'
import { type User, wireUser } from './user-schema'
import { noData, requestId, requestIds, requestPage, wireInt, wireList } from './wire'

/** OpenIM refuses a registration for one character outside of these (contract 5.2). */
const userIdPattern = /^[\p{L}\p{Nd}_]+$/u

/** Whether OpenIM would take this as the id of a new user. */
export const isUserId = (id: string) => userIdPattern.test(id)

const usersById = readRoute(
  '/user/get_users_info',
  z.object({ userIDs: requestIds(1_000) }),
  z.object({ usersInfo: wireList(wireUser) }),
)

const listUsers = readRoute(
  '/user/get_users',
  z.object({ pagination: requestPage }),
  z.object({ total: wireInt, users: wireList(wireUser) }),
)

const searchUsers = readRoute(
  '/user/get_users',
  z.object({ pagination: requestPage, userID: z.string().min(1), nickName: z.string().min(1) }),
  z.object({ total: wireInt, users: wireList(wireUser) }),
)

const updateUser = writeRoute(
  '/user/update_user_info_ex',
  z.object({
    userInfo: z.object({
      userID: requestId,
      nickname: z.string().min(1).optional(),
      faceURL: z.string().optional(),
      ex: z.string().optional(),
    }),
  }),
  noData,
)

const checkAccounts = readRoute(
  '/user/account_check',
  z.object({ checkUserIDs: requestIds(1_000) }),
  z.object({ results: wireList(z.object({ userID: z.string(), accountStatus: wireInt })) }),
)

const registerUsers = writeRoute(
  '/user/user_register',
  z.object({
    users: z
      .array(
        z.object({
          userID: z.string().regex(userIdPattern, 'only letters, digits and _ are allowed'),
          nickname: z.string().min(1),
          faceURL: z.string(),
          ex: z.string(),
        }),
      )
      .min(1)
      .max(1_000),
  }),
  noData,
)

export interface UserChanges {
  nickname?: string | undefined
  faceUrl?: string | undefined
  ex?: string | undefined
}

export interface NewUser {
  id: string
  nickname: string
  faceUrl?: string | undefined
  ex?: string | undefined
}

/** People (contract 5.2). */
export function createUsers(call: Call) {
  return {
    /** Users by id, in the order asked for; unknown ids are left out. Any number of ids. */
    info(ids: readonly string[], options: CallOptions): Promise<User[]> {
      return readInBatches(
        ids,
        (user) => user.id,
        async (userIDs) => (await call(usersById, { userIDs }, options)).usersInfo,
      )
    },

    /** A page of all ordinary users. OpenIM does not sort them. `page` counts from 1. */
    async page(page: number, size: number, options: CallOptions): Promise<{ users: User[]; total: number }> {
      return call(listUsers, { pagination: { pageNumber: page, showNumber: size } }, options)
    },

    /** A page of the ordinary users whose id or nickname holds `text`, capitals or not. Unsorted. Empty text is refused. */
    async search(
      text: string,
      page: number,
      size: number,
      options: CallOptions,
    ): Promise<{ users: User[]; total: number }> {
      const pattern = verbatim(text)
      const pagination = { pageNumber: page, showNumber: size }
      return call(searchUsers, { pagination, userID: pattern, nickName: pattern }, options)
    },

    /** Changes what is given of a profile and leaves the rest; '' clears picture and ex. 1004 for an unknown user. */
    update(
      userId: string,
      { faceUrl: faceURL, ...rest }: UserChanges,
      options: CallOptions,
    ): Promise<undefined> {
      return call(updateUser, { userInfo: { userID: userId, faceURL, ...rest } }, options)
    },

    /** Which of these ids are registered. Any number of ids. */
    async check(ids: readonly string[], options: CallOptions): Promise<Set<string>> {
      const results = await readInBatches<{ userID: string; accountStatus: number }>(
        ids,
        (result) => result.userID,
        async (checkUserIDs) => (await call(checkAccounts, { checkUserIDs }, options)).results,
      )
      return new Set(results.filter((result) => result.accountStatus === 1).map((result) => result.userID))
    },

    /** Registers up to 1,000 users, all or none: 1102 if any of the ids exists. */
    register(users: readonly NewUser[], options: CallOptions): Promise<undefined> {
      const body = users.map(({ id, nickname, faceUrl = '', ex = '' }) => ({
        userID: id,
        nickname,
        faceURL: faceUrl,
        ex,
      }))
      return call(registerUsers, { users: body }, options)
    },
  }
}
