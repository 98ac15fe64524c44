import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Env } from '@/server/env'
import { DomainError } from '@/server/errors'
import { isAway, isOpenimError } from '@/server/openim/errors'

/** How long a checked token is believed without asking again, ms. A token revoked meanwhile works until then. */
const CACHED_MS = 60_000
/** `get_admin_token` issues its tokens for this platform (contract 2.6). */
const ADMIN_PLATFORM = 10

const bearer = /^Bearer +([\x21-\x7e]{1,4096})$/i
const threeParts = /^[\w-]+\.[\w-]+\.[\w-]+$/

const owner = z.object({ userId: z.string(), platformId: z.number(), expiresAt: z.number() })

/**
 * Who calls, from their own OpenIM token in `Authorization: Bearer`.
 * Throws DomainError `unauthenticated` (none, or OpenIM does not accept it), `forbidden` (an administrator's token: not a
 * person in the chat), `unavailable` (OpenIM is away and the token was not checked lately).
 */
export async function reporterOf(env: Env, header: string | null, requestId: string): Promise<string> {
  const token = bearer.exec(header ?? '')?.[1]
  // Nothing else can be one of OpenIM's; it is not asked about noise.
  if (token === undefined || !threeParts.test(token))
    throw new DomainError('unauthenticated', 'token_refused')
  const { userId, platformId, expiresAt } = await ownerOf(env, token, requestId)
  if (expiresAt <= Date.now()) throw new DomainError('unauthenticated', 'token_refused')
  if (platformId === ADMIN_PLATFORM || userId === env.openim.adminId) {
    throw new DomainError('forbidden', 'token_of_admin')
  }
  return userId
}

async function ownerOf({ fast, openim }: Env, token: string, requestId: string) {
  const key = `report-token:${createHash('sha256').update(token).digest('hex')}`
  const cached = await fast.get(key)
  if (cached !== null) return owner.parse(JSON.parse(cached))
  try {
    const found = await openim.auth.parseToken(token, { operationId: requestId })
    await fast.set(key, JSON.stringify(found), CACHED_MS)
    return found
  } catch (error) {
    if (!isOpenimError(error)) throw error
    if (isAway(error) || error.kind === 'shape')
      throw new DomainError('unavailable', 'openim_away', { cause: error })
    throw new DomainError('unauthenticated', 'token_refused', { cause: error })
  }
}
