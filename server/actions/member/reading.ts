import { z } from 'zod'
import type { ActionEnv } from '@/server/actions/action-env'
import type { Attempt, ReadContext } from '@/server/actions/attempt'
import { groupOf, memberNow, personNow, requestNow } from '@/server/actions/member/now'
import { memberOfOurs } from '@/server/actions/member/ours'
import type { MemberAddress } from '@/server/actions/member/schema'
import { runningMute } from '@/server/actions/mute-end'
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
  { groupId, userId }: MemberAddress,
  operationId: string,
  attempt: Attempt,
): Promise<MemberReading> {
  const ctx = planning(env, operationId, attempt)
  const [live, ours] = await Promise.all([
    readOpenim(ctx, groupId, userId),
    memberOfOurs(ctx, groupId, userId),
  ])
  const known = live ?? fromIndex(ours, userId)
  return {
    ...known,
    name: storableText(known.name),
    groupId,
    userId,
    groupName: storableText(known.groupName ?? ours.groupName ?? groupId),
    desired: desiredMember.parse(ours.desired ?? {}),
    version: ours.version ?? 0,
    isProtected: ours.isProtected,
    isBusy: ours.isBusy,
  }
}

/** The same with the application to join. */
export async function readApplicant(
  env: ActionEnv,
  address: MemberAddress,
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

type Ours = Awaited<ReturnType<typeof memberOfOurs>>

/** Throws DomainError `unavailable` where the index does not know the group either. */
function fromIndex({ groupName, groupReadAt, ownerId, status, nickname }: Ours, userId: string): Known {
  if (groupName === null || groupReadAt === null) throw new DomainError('unavailable', 'openim_away')
  return {
    name: nickname || userId,
    groupName,
    readAt: groupReadAt.getTime(),
    live: false,
    inGroup: null,
    role: ownerId === userId ? 'owner' : null,
    mutedUntil: null,
    registered: null,
    isDismissed: status === 'dismissed',
  }
}

async function nullWhileAway<T>(reading: Promise<T>): Promise<{ live: boolean; found: T | null }> {
  try {
    return { live: true, found: await reading }
  } catch (error) {
    if (isAway(error)) return { live: false, found: null }
    throw error
  }
}
