import { z } from 'zod'
import type { ActionEnv } from '@/server/actions/action-env'
import type { Attempt, ReadContext } from '@/server/actions/attempt'
import { groupOf, isBusy, memberNow, personNow, requestNow } from '@/server/actions/member/now'
import type { MemberAddress } from '@/server/actions/member/schema'
import { runningMute } from '@/server/actions/mute-end'
import { isProtected } from '@/server/actions/protection'
import type { BaseReading } from '@/server/actions/subject'
import { storableText } from '@/server/db/storable-text'
import { DomainError } from '@/server/errors'
import { isAway } from '@/server/openim/errors'
import type { GroupRole } from '@/server/openim/group-schema'
import type { JoinRequest } from '@/server/openim/join-requests'

/** Somebody is waiting for the plan: a slow OpenIM counts as away sooner than elsewhere, ms. */
const PLAN_READ_MS = 3_000

/** What a member should be; null = however it is. */
export const desiredMember = z.object({
  inGroup: z.boolean().nullable().default(null),
  role: z.enum(['admin', 'member']).nullable().default(null),
  /** End of the mute, ms; 0 = not muted. */
  mutedUntil: z.number().nullable().default(null),
})
export type DesiredMember = z.infer<typeof desiredMember>
export const NOTHING_DESIRED: DesiredMember = { inGroup: null, role: null, mutedUntil: null }

/** What a plan knows of a member. While OpenIM is away nobody knows who is in a group: null. Times in ms. */
export type MemberReading = BaseReading & {
  groupId: string
  userId: string
  groupName: string
  desired: DesiredMember
  inGroup: boolean | null
  role: GroupRole | null
  /** End of a mute that still runs. */
  mutedUntil: number | null
  registered: boolean | null
  isDismissed: boolean
  /** We are dismissing or restoring the group. */
  isBusy: boolean
}

/** A member to be: with the newest application to join, null where there is none or OpenIM is away. */
export type ApplicantReading = MemberReading & { request: JoinRequest | null }

type Known = Pick<
  MemberReading,
  'name' | 'readAt' | 'live' | 'inGroup' | 'role' | 'mutedUntil' | 'registered' | 'isDismissed'
> & { groupName: string | null }

/**
 * Reads a member for planning: one call to OpenIM for somebody who is in the group, which shows that it lives, and three
 * for somebody who is not. Throws DomainError `not_found` where OpenIM has no such group, `unavailable`.
 */
export async function readMember(
  env: ActionEnv,
  { groupId, userId, id }: MemberAddress & { id: string },
  operationId: string,
  attempt: Attempt,
): Promise<MemberReading> {
  const ctx = planning(env, operationId, attempt)
  const [live, ours, busy, protection] = await Promise.all([
    readOpenim(ctx, groupId, userId),
    readOurs(env, id, groupId, userId),
    isBusy(ctx, groupId),
    isProtected(env.db, { groupId, userId }),
  ])
  const known = live ?? fromIndex(ours, userId)
  return {
    ...known,
    name: storableText(known.name),
    groupId,
    userId,
    groupName: storableText(known.groupName ?? ours.group?.name ?? groupId),
    desired: ours.desired,
    version: ours.version,
    isProtected: protection,
    isBusy: busy,
  }
}

/** The same with the application to join. */
export async function readApplicant(
  env: ActionEnv,
  address: MemberAddress & { id: string },
  operationId: string,
  attempt: Attempt,
): Promise<ApplicantReading> {
  const asked = requestNow(planning(env, operationId, attempt), address.groupId, address.userId)
  const [member, request] = await Promise.all([
    readMember(env, address, operationId, attempt),
    nullWhileAway(asked),
  ])
  return { ...member, live: member.live && request.live, request: request.found }
}

const planning = (env: ActionEnv, operationId: string, attempt: Attempt): ReadContext => ({
  env,
  options: { operationId, timeoutMs: PLAN_READ_MS },
  attempt,
})

/** Null while OpenIM is away. */
async function readOpenim(ctx: ReadContext, groupId: string, userId: string): Promise<Known | null> {
  const readAt = Date.now()
  const { live, found } = await nullWhileAway(asOpenimHasIt(ctx, groupId, userId))
  return live && found ? { ...found, readAt, live } : null
}

async function asOpenimHasIt(ctx: ReadContext, groupId: string, userId: string) {
  const member = await memberNow(ctx, groupId, userId)
  if (member) {
    const { nickname, role, mutedUntil } = member
    return {
      name: nickname || userId,
      groupName: null,
      inGroup: true,
      role,
      mutedUntil: runningMute(mutedUntil, Date.now()),
      registered: true,
      isDismissed: false,
    }
  }
  const [group, person] = await Promise.all([groupOf(ctx, groupId), personNow(ctx, userId)])
  if (!group) throw new DomainError('not_found', 'not_found')
  return {
    name: person?.nickname || userId,
    groupName: group.name,
    inGroup: false,
    role: null,
    mutedUntil: null,
    registered: person !== null,
    isDismissed: group.status === 'dismissed',
  }
}

type Ours = Awaited<ReturnType<typeof readOurs>>

/** Throws DomainError `unavailable` where the index does not know the group either. */
function fromIndex({ group, nickname }: Ours, userId: string): Known {
  if (group === null) throw new DomainError('unavailable', 'openim_away')
  return {
    name: nickname || userId,
    groupName: group.name,
    readAt: group.readAt.getTime(),
    live: false,
    inGroup: null,
    role: group.ownerId === userId ? 'owner' : null,
    mutedUntil: null,
    registered: null,
    isDismissed: group.status === 'dismissed',
  }
}

const ourRow = z.object({
  desired: z.json().nullable(),
  version: z.number().nullable(),
  group_name: z.string().nullable(),
  owner_id: z.string().nullable(),
  status: z.string().nullable(),
  read_at: z.date().nullable(),
  nickname: z.string().nullable(),
})

async function readOurs(env: ActionEnv, id: string, groupId: string, userId: string) {
  const rows = await env.db.prisma.$queryRaw`
    SELECT desired.desired, desired.version, grp.name AS group_name, grp.owner_id, grp.status::text, grp.read_at,
           person.nickname
    FROM (VALUES (1)) AS one (row)
    LEFT JOIN desired_state AS desired ON desired.subject_kind = 'member' AND desired.subject_id = ${id}
    LEFT JOIN group_index AS grp ON grp.group_id = ${groupId}
    LEFT JOIN person_index AS person ON person.user_id = ${userId}`
  const row = z.tuple([ourRow]).parse(rows)[0]
  const { group_name: name, owner_id: ownerId, status, read_at: readAt, nickname } = row
  const group = name === null || readAt === null ? null : { name, ownerId, status, readAt }
  return { desired: desiredMember.parse(row.desired ?? {}), version: row.version ?? 0, group, nickname }
}

async function nullWhileAway<T>(reading: Promise<T>): Promise<{ live: boolean; found: T | null }> {
  try {
    return { live: true, found: await reading }
  } catch (error) {
    if (isAway(error)) return { live: false, found: null }
    throw error
  }
}
