import { z } from 'zod'
import { type Call, type CallOptions, type Endpoint, writeRoute } from './endpoint'
import { OpenimError } from './errors'
import type { MintedToken } from './token'
import { noData, requestId, wireInt } from './wire'

/** Every platform a person can be signed in on (contract 2.6); 10 is for admin tokens only. */
export const userPlatforms = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11] as const

/** Anything else could not travel in a header. */
const token = z.string().regex(/^[\x21-\x7e]+$/)
const lifetime = z.object({ token, expireTimeSeconds: wireInt.positive() })

const parseRequest = z.object({ token })
const parseData = z.object({ userID: z.string().min(1), platformID: wireInt, expireTimeSeconds: wireInt })
const parseToken: Endpoint<typeof parseRequest, typeof parseData> = {
  route: '/auth/parse_token',
  effect: 'read',
  token: 'none',
  request: parseRequest,
  data: parseData,
}

/** The one route that asks for an admin token. */
export const adminTokenRoute = '/auth/get_admin_token'

const adminRequest = z.object({ secret: z.string().min(1), userID: requestId })
const adminToken: Endpoint<typeof adminRequest, typeof lifetime> = {
  route: adminTokenRoute,
  // A write: on main each one invalidates the one before.
  effect: 'write',
  token: 'none',
  request: adminRequest,
  data: lifetime,
}

const platform = z.union(userPlatforms.map((id) => z.literal(id)))
const userToken = writeRoute(
  '/auth/get_user_token',
  z.object({ userID: requestId, platformID: platform }),
  lifetime,
)
const forceLogout = writeRoute(
  '/auth/force_logout',
  z.object({ userID: requestId, platformID: platform }),
  noData,
)

export type UserPlatform = (typeof userPlatforms)[number]

export interface TokenOwner {
  userId: string
  platformId: number
  /** ms */
  expiresAt: number
}

/** Asks OpenIM for an admin token with the server's secret. For the token keeper only. */
export async function mintAdminToken(
  call: Call,
  account: { secret: string; adminId: string },
  options: CallOptions,
): Promise<MintedToken> {
  const data = await call(adminToken, { secret: account.secret, userID: account.adminId }, options)
  return { token: data.token, lifetimeMs: data.expireTimeSeconds * 1000 }
}

/** Tokens and sessions of people (contract 2.1). */
export function createAuth(call: Call, now: () => number) {
  function logout(userId: string, platformId: UserPlatform, options: CallOptions): Promise<undefined> {
    return call(forceLogout, { userID: userId, platformID: platformId }, options)
  }

  return {
    /** Whose token this is. Throws `refused` with 1501 to 1507 (`isTokenRefused`) for one that OpenIM does not accept. */
    async parseToken(userToken: string, options: CallOptions): Promise<TokenOwner> {
      const data = await call(parseToken, { token: userToken }, options)
      return { userId: data.userID, platformId: data.platformID, expiresAt: data.expireTimeSeconds * 1000 }
    },

    /** A token for somebody. Issuing one signs out that person's other sessions on the same platform. */
    async userToken(
      userId: string,
      platformId: UserPlatform,
      options: CallOptions,
    ): Promise<{ token: string; expiresAt: number }> {
      const data = await call(userToken, { userID: userId, platformID: platformId }, options)
      return { token: data.token, expiresAt: now() + data.expireTimeSeconds * 1000 }
    },

    /** Signs somebody out on one platform. An unknown user is no error. */
    forceLogout: logout,

    /** Signs somebody out everywhere. The released line does not know platform 11 and so has nobody on it. */
    async forceLogoutEverywhere(userId: string, options: CallOptions): Promise<void> {
      for (const platformId of userPlatforms) {
        try {
          await logout(userId, platformId, options)
        } catch (error) {
          const unknownPlatform = platformId === 11 && error instanceof OpenimError && error.code === 1001
          if (!unknownPlatform) throw error
        }
      }
    },
  }
}
