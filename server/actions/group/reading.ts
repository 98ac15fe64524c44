import type { ActionEnv } from '@/server/actions/action-env'
import { type DesiredGroup, desiredGroup, INITIAL } from '@/server/actions/desired'
import type { BaseReading } from '@/server/actions/subject'
import type { GroupStatus } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'
import { isAway } from '@/server/openim/errors'

/** Somebody is waiting for the plan: a slow OpenIM counts as away sooner than elsewhere, ms. */
const PLAN_READ_MS = 3_000

/** What a plan knows of a group: from OpenIM now, or, while OpenIM is away, from the index. */
export type GroupReading = BaseReading & {
  groupId: string
  status: GroupStatus
  members: number
  ownerId: string | null
  desired: DesiredGroup
  /** Kept member list a restore would use. */
  snapshot: { id: string; people: number; takenAt: number; expiresAt: number; status: GroupStatus } | null
  /** Its last restore ended before everybody was back: another one goes on from there. */
  halfRestored: boolean
  /** The kept list is of an earlier dismissal: who joined or left since then is not in it. */
  earlierList: boolean
  keepDays: number
}

/** Reads a group for planning. Throws `not_found` where neither OpenIM nor the index knows it. */
export async function readGroup(env: ActionEnv, groupId: string, operationId: string): Promise<GroupReading> {
  const [known, ours] = await Promise.all([
    readOpenimOrIndex(env, groupId, operationId),
    readOurs(env, groupId),
  ])
  return { ...known, ...ours, groupId, userId: null, keepDays: env.config.snapshotKeepDays }
}

async function readOpenimOrIndex(env: ActionEnv, groupId: string, operationId: string) {
  const readAt = Date.now()
  try {
    const group = await env.openim.groups.byId(groupId, { operationId, timeoutMs: PLAN_READ_MS })
    if (!group) throw new DomainError('not_found', 'not_found')
    const { name, status, memberCount, ownerId } = group
    return { name, status, members: memberCount, ownerId, readAt, live: true }
  } catch (error) {
    if (!isAway(error)) throw error
    const row = await env.db.prisma.groupIndex.findUnique({ where: { groupId } })
    if (!row) throw new DomainError('unavailable', 'openim_away', { cause: error })
    const { name, status, memberCount, ownerId } = row
    return {
      name,
      status,
      members: memberCount,
      ownerId: ownerId || null,
      readAt: row.readAt.getTime(),
      live: false,
    }
  }
}

async function readOurs(env: ActionEnv, groupId: string) {
  const where = { subjectKind_subjectId: { subjectKind: 'group' as const, subjectId: groupId } }
  const [state, snapshot, last] = await Promise.all([
    env.db.prisma.desiredState.findUnique({ where }),
    env.db.prisma.memberSnapshot.findFirst({
      where: { groupId, expiresAt: { gt: new Date() } },
      orderBy: { takenAt: 'desc' },
      include: { _count: { select: { members: { where: { presentAtEnd: true } } } } },
    }),
    env.db.prisma.ledgerRow.findFirst({
      where: {
        subjectKind: 'group',
        subjectId: groupId,
        OR: [
          { action: 'group.restore', state: { in: ['verified', 'already_so', 'failed'] } },
          { action: 'group.dismiss', state: { in: ['verified', 'already_so'] } },
        ],
      },
      orderBy: { seq: 'desc' },
      select: { state: true, action: true },
    }),
  ])
  return {
    desired: state ? desiredGroup.parse(state.desired) : INITIAL,
    version: state?.version ?? 0,
    isProtected: false,
    snapshot: snapshot && {
      id: snapshot.id,
      people: snapshot._count.members,
      takenAt: snapshot.takenAt.getTime(),
      expiresAt: snapshot.expiresAt.getTime(),
      status: snapshot.status,
    },
    halfRestored: last?.state === 'failed',
    earlierList: last?.state !== 'failed' && last?.action !== 'group.dismiss',
  }
}
