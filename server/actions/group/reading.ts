import type { ActionEnv } from '@/server/actions/action-env'
import { type DesiredGroup, desiredGroup, INITIAL } from '@/server/actions/desired'
import { cardOf, type GroupCard } from '@/server/actions/group/card'
import { keepDaysNow } from '@/server/actions/group/keep-days'
import { type Past, readPast } from '@/server/actions/group/past'
import { isProtected } from '@/server/actions/protection'
import type { BaseReading } from '@/server/actions/subject'
import type { GroupStatus } from '@/server/db/generated/client'
import { storableText } from '@/server/db/storable-text'
import { DomainError } from '@/server/errors'
import { isAway } from '@/server/openim/errors'

/** Somebody is waiting for the plan: a slow OpenIM counts as away sooner than elsewhere, ms. */
const PLAN_READ_MS = 3_000

/** Who leads a group, and what somebody is in it. */
export type Leadership = {
  owners: { id: string; name: string }[]
  /** Null for somebody who is not in it. */
  asked: { name: string; role: 'owner' | 'admin' | 'member'; isMuted: boolean } | null
}

/** `webhook`: nobody read who was in the group; OpenIM's webhook said it. */
export type KeptList = {
  id: string
  source: 'read' | 'webhook'
  people: number
  /** How many webhooks alone name besides. */
  toldBesides: number
  takenAt: number
  expiresAt: number
  status: GroupStatus
  /** For a list that a webhook told of: when its admins had been read; null where nobody knows who they were. */
  leadersReadAt: number | null
}

/** What a plan knows of a group: from OpenIM now, or, while OpenIM is away, from the index. */
export type GroupReading = BaseReading &
  Past & {
    groupId: string
    status: GroupStatus
    members: number
    ownerId: string | null
    desired: DesiredGroup
    /** Null while OpenIM is away. */
    card: GroupCard | null
    /** Null where the action did not ask, and while OpenIM is away. */
    leadership: Leadership | null
    /** Kept member list a restore would use. */
    snapshot: KeptList | null
    keepDays: number
    /** Who in that list may not come back; empty where the action did not ask, and while OpenIM is away. */
    sanctioned: string[]
  }

/** Reads a group for planning. Throws `not_found` where neither OpenIM nor the index knows it. */
export async function readGroup(env: ActionEnv, groupId: string, operationId: string): Promise<GroupReading> {
  const [known, ours, keepDays] = await Promise.all([
    readOpenimOrIndex(env, groupId, operationId),
    readOurs(env, groupId),
    keepDaysNow(env),
  ])
  return {
    ...known,
    ...ours,
    groupId,
    userId: null,
    leadership: null,
    sanctioned: [],
    keepDays,
  }
}

async function readOpenimOrIndex(env: ActionEnv, groupId: string, operationId: string) {
  const readAt = Date.now()
  try {
    const group = await env.openim.groups.byId(groupId, { operationId, timeoutMs: PLAN_READ_MS })
    if (!group) throw new DomainError('not_found', 'not_found')
    const { status, memberCount, ownerId } = group
    const card = cardOf(group)
    return { name: card.name, status, members: memberCount, ownerId, card, readAt, live: true }
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
      card: null,
      readAt: row.readAt.getTime(),
      live: false,
    }
  }
}

async function readOurs(env: ActionEnv, groupId: string) {
  const where = { subjectKind_subjectId: { subjectKind: 'group' as const, subjectId: groupId } }
  const [state, snapshot, past, protection] = await Promise.all([
    env.db.prisma.desiredState.findUnique({ where }),
    env.db.prisma.memberSnapshot.findFirst({
      where: { groupId, expiresAt: { gt: new Date() } },
      orderBy: { takenAt: 'desc' },
    }),
    readPast(env.db, groupId),
    isProtected(env.db, { groupId }),
  ])
  return {
    ...past,
    earlierList: past.earlierList && snapshot?.ledgerId !== null,
    desired: state ? desiredGroup.parse(state.desired) : INITIAL,
    version: state?.version ?? 0,
    isProtected: protection,
    snapshot: snapshot && {
      id: snapshot.id,
      source: snapshot.ledgerId === null ? ('webhook' as const) : ('read' as const),
      people: snapshot.people,
      toldBesides: snapshot.toldBesides,
      takenAt: snapshot.takenAt.getTime(),
      expiresAt: snapshot.expiresAt.getTime(),
      status: snapshot.status,
      leadersReadAt: snapshot.leadersReadAt?.getTime() ?? null,
    },
  }
}

/** Reads who leads the group and what `userId` is in it, for a plan that needs to know. Throws OpenimError. */
export async function lookAtLeaders(
  env: ActionEnv,
  reading: GroupReading,
  { userId }: { userId: string },
  operationId: string,
): Promise<GroupReading> {
  if (reading.status === 'dismissed') return reading
  const options = { operationId, timeoutMs: PLAN_READ_MS }
  const [owners, [asked]] = await Promise.all([
    env.openim.groups.owners(reading.groupId, options),
    env.openim.groups.members.details(reading.groupId, [userId], options),
  ])
  const leadership = {
    owners: owners.map((owner) => ({ id: owner.userId, name: storableText(owner.nickname) })),
    asked: asked
      ? {
          name: storableText(asked.nickname),
          role: asked.role,
          isMuted: asked.mutedUntil !== null && asked.mutedUntil > Date.now(),
        }
      : null,
  }
  return { ...reading, leadership }
}
