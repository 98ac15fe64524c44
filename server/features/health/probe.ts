import { appendAudit } from '@/server/audit/append'
import type { StaffActor } from '@/server/auth/actor'
import type { Env } from '@/server/env'
import { DomainError } from '@/server/errors'
import { isTokenRefused } from '@/server/openim/errors'
import { writePortCheck } from './port-check'
import type { ProbeInput } from './schema'

/** `get_admin_token` issues its tokens for this platform (contract 2.6). */
const ADMIN_PLATFORM = 10

/**
 * Finds out anew which OpenIM answers and what is unsafe about it, by reads alone. With a user's token it also tries
 * whether the port answers to it; what that showed is kept, the token is not. Leaves an audit row.
 * Throws DomainError `invalid` for a token that OpenIM does not accept or that is no ordinary person's, and OpenimError
 * while OpenIM is away.
 */
export async function probeOpenim(
  env: Pick<Env, 'db' | 'openim'>,
  { actor, requestId }: { actor: StaffActor; requestId: string },
  { userToken }: ProbeInput,
): Promise<{ openToUsers: 'yes' | 'no' | 'unknown' }> {
  const { db, openim } = env
  if (userToken !== undefined) await refuseOthers(env, userToken, requestId)
  const { atMs, ...found } = await openim.probe({ userToken }, { operationId: requestId })
  const { openToUsers } = found
  await db.prisma.$transaction(async (tx) => {
    if (openToUsers !== 'unknown') {
      const { baseUrl } = openim
      await writePortCheck(tx, { baseUrl, open: openToUsers === 'yes', staffId: actor.id })
    }
    const subject = { kind: 'openim', id: 'openim' } as const
    await appendAudit(tx, { actor, action: 'openim.probed', subject, after: found, requestId })
  })
  return { openToUsers }
}

/** Only the token of an ordinary person shows what ordinary people can do. */
async function refuseOthers({ openim }: Pick<Env, 'openim'>, token: string, requestId: string) {
  const owner = await openim.auth.parseToken(token, { operationId: requestId }).catch((cause: unknown) => {
    if (!isTokenRefused(cause)) throw cause
    throw new DomainError('invalid', 'token_refused', { field: 'userToken', cause })
  })
  if (owner.platformId === ADMIN_PLATFORM || owner.userId === openim.adminId) {
    throw new DomainError('invalid', 'token_needs_person', { field: 'userToken' })
  }
}
