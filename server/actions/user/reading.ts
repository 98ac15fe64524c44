import type { ActionEnv } from '@/server/actions/action-env'
import { isProtected } from '@/server/actions/protection'
import type { BaseReading } from '@/server/actions/subject'
import { storableText } from '@/server/db/storable-text'
import { DomainError } from '@/server/errors'
import { isAway } from '@/server/openim/errors'
import { isSystemAccount } from './system-account'

/** Somebody is waiting for the plan: a slow OpenIM counts as away sooner than elsewhere, ms. */
const PLAN_READ_MS = 3_000

/** What a plan knows of a person. */
export type UserReading = BaseReading & {
  userId: string
  registered: boolean
  nickname: string
  faceUrl: string
  /** An OpenIM admin, a notification account or a robot: never acted on. */
  isSystem: boolean
  desired: Record<string, never>
}

/** Reads a person for planning; one that OpenIM does not know is not registered. Throws DomainError `unavailable`. */
export async function readUser(env: ActionEnv, userId: string, operationId: string): Promise<UserReading> {
  const where = { subjectKind_subjectId: { subjectKind: 'user' as const, subjectId: userId } }
  const [known, state, protection] = await Promise.all([
    fromOpenimOrIndex(env, userId, operationId),
    env.db.prisma.desiredState.findUnique({ where, select: { version: true } }),
    isProtected(env.db, { userId }),
  ])
  return {
    ...known,
    name: known.nickname || userId,
    groupId: null,
    userId,
    version: state?.version ?? 0,
    desired: {},
    isProtected: protection,
  }
}

async function fromOpenimOrIndex(env: ActionEnv, userId: string, operationId: string) {
  const readAt = Date.now()
  try {
    const [user] = await env.openim.users.info([userId], { operationId, timeoutMs: PLAN_READ_MS })
    return {
      registered: user !== undefined,
      nickname: storableText(user?.nickname ?? ''),
      faceUrl: storableText(user?.faceUrl ?? ''),
      isSystem: isSystemAccount(env.config.openim.admin, userId, user),
      readAt,
      live: true,
    }
  } catch (error) {
    if (!isAway(error)) throw error
    const row = await env.db.prisma.personIndex.findUnique({ where: { userId } })
    if (!row) throw new DomainError('unavailable', 'openim_away', { cause: error })
    const { nickname, faceUrl } = row
    const isSystem = isSystemAccount(env.config.openim.admin, userId, undefined)
    return { registered: true, nickname, faceUrl, isSystem, readAt: row.readAt.getTime(), live: false }
  }
}
