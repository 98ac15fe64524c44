import { platformName } from './platforms'
import type { Runtime } from './runtime'
import { LOGIN_POLICIES } from './state/token-table'
import { ApiError, internal } from './wire/errors'
import { type Claims, readToken, signToken } from './wire/jwt'

/** The platform of admin tokens; nobody else may have it. */
export const ADMIN_PLATFORM = 10
/** How long a token lives: 90 days, in seconds (the server's default). */
export const TOKEN_SECONDS = 90 * 86_400
/** The issue time is set back by this many seconds. */
const ISSUE_LEEWAY_SECONDS = 5

/**
 * A new token for somebody, stored so that it can be used; what becomes of earlier ones is the login policy's business.
 * Throws 500 when the policy is none that exists.
 */
export function issueToken(rt: Runtime, userID: string, platformID: number): string {
  const { multiLogin } = rt.settings
  if (!LOGIN_POLICIES.has(multiLogin)) throw internal('unknown multiLogin policy')
  const token = mintToken(rt, userID, platformID, rt.clock())
  if (rt.isAdmin(userID)) rt.store.tokens.issueAdmin(userID, platformID, token, rt.clock())
  else rt.store.tokens.issue(userID, platformID, token, multiLogin)
  return token
}

/** A token for somebody as if it had been copied from a device: it kicks nobody, and nobody is told of it. */
export function leakToken(rt: Runtime, userID: string, platformID: number): string {
  // issued a minute ago, so that it is not the same text as one that is issued now
  const token = mintToken(rt, userID, platformID, rt.clock() - 60_000)
  rt.store.tokens.leak(userID, platformID, token)
  return token
}

function mintToken(rt: Runtime, userID: string, platformID: number, now: number): string {
  const seconds = Math.floor(now / 1000)
  const claims = {
    UserID: userID,
    PlatformID: platformID,
    exp: seconds + TOKEN_SECONDS,
    iat: seconds - ISSUE_LEEWAY_SECONDS,
  }
  return signToken(claims, rt.settings.secret)
}

/**
 * The claims of a usable token. Throws 1501 to 1507 (contract 2.4). On patch.16 admin tokens are stateless: any that is
 * well signed and not expired is good.
 */
export function checkToken(rt: Runtime, token: string): Claims {
  const claims = readToken(token, rt.settings.secret)
  if (claims === 'malformed') throw tokenError(1503, 'TokenMalformedError', token)
  if (claims === 'signature') throw tokenError(1505, 'signature is invalid', token)
  if (claims.exp * 1000 <= rt.clock()) throw tokenError(1501, 'TokenExpiredError', token)
  if ((claims.nbf ?? 0) * 1000 > rt.clock()) throw tokenError(1504, 'TokenNotValidYetError', token)
  if (claims.iat * 1000 > rt.clock()) throw tokenError(1505, 'TokenUnknownError', token)
  if (rt.patch && rt.isAdmin(claims.UserID)) return claims
  const stored = rt.store.tokens.find(claims.UserID, claims.PlatformID, token, rt.clock())
  if (!stored) throw new ApiError(1507, 'TokenNotExistError')
  if (stored.state === 2) throw new ApiError(1506, 'TokenKickedError')
  return claims
}

/** A token error; patch.16 echoes the whole token in errDlt. */
function tokenError(code: number, msg: string, token: string): ApiError {
  return new ApiError(code, msg, '', { dlt: `${code} ${msg} jwt parse error, token=${token}` })
}

/** Whether force_logout takes a platform: main takes any from 1, patch.16 only those it knows, without HarmonyOS. */
export function canLogOut(rt: Runtime, platformID: number): boolean {
  if (platformID < 1) return false
  return !rt.patch || (platformID !== 11 && platformName(platformID) !== undefined)
}
