import { z } from 'zod'
import { readInBatches } from './batches'
import { type Call, type CallOptions, readRoute, writeRoute } from './endpoint'
import { type User, wireUser } from './user-schema'
import { noData, requestIds, requestPage, wireInt, wireList } from './wire'

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
          // OpenIM refuses the whole batch for one character outside of these (contract 5.2).
          userID: z.string().regex(/^[\p{L}\p{Nd}_]+$/u, 'only letters, digits and _ are allowed'),
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
