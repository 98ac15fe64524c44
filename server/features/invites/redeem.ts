import { setTimeout as pause } from 'node:timers/promises'
import type { Actor } from '@/server/auth/actor'
import { isStorable } from '@/server/db/storable-text'
import type { Env } from '@/server/env'
import { DomainError } from '@/server/errors'
import { newReference, readCode } from '@/server/features/invites/code'
import type { Asking } from '@/server/features/invites/redemption/asked'
import { createGroupsOfCodes } from '@/server/features/invites/redemption/groups-of-codes'
import { createDoors, type Turn } from '@/server/features/invites/redemption/together'
import { createWaiting, type Waiting } from '@/server/features/invites/redemption/wait'
import type { Refusal } from '@/server/features/invites/schema'
import { gatherer } from '@/server/gather'
import { isAway } from '@/server/openim/errors'
import { mostInvited } from '@/server/openim/group-membership'

/** Somebody, known by their OpenIM user id, wants to come in by a link. */
export type RedeemRequest = {
  /** As it was typed or pasted. */
  code: string
  userId: string
  /** The person themselves, or the backend that names them. */
  by: Actor
  /** The row of the API client that asked, where one did. */
  clientId?: string | undefined
  requestId: string
}

/**
 * What came of it. `pending`: the use is held, and how it ends shows within a minute (`redemptionsNow`). `reference`
 * names a refusal for support.
 */
export type Redeemed =
  | { kind: 'joined' | 'applied' | 'pending'; redemptionId: string; groupId: string }
  | { kind: 'refused'; why: Refusal; reference: string }

/** How long somebody waits for what a worker sees to, ms. */
const PATIENCE_MS = 10_000
/** How long somebody waits to see whether those who fill the group come, and how often it is looked, ms. */
const FULL_PATIENCE_MS = 5_000
const FULL_LOOK_MS = 150
/** Turns of one group that are under way in this process, where many come. */
const TURNS_AT_ONCE = 2
/** Longer than any id that OpenIM gives out. */
const LONGEST_ID = 256

/**
 * Lets somebody in by a link, or tells why not: refused with the use given back, and never more people than the link has
 * uses, however many ask at once. Throws DomainError `invalid` for a user id that nobody can have, `unavailable` /
 * `openim_away` where OpenIM cannot be read; then nothing is held.
 */
export async function redeem(env: Env, request: RedeemRequest): Promise<Redeemed> {
  const { userId, by, clientId, requestId } = request
  if (userId === '' || userId.length > LONGEST_ID || !isStorable(userId))
    throw new DomainError('invalid', 'invalid', { field: 'userId' })
  const entrance = entranceOf(env)
  const code = readCode(request.code)
  const groupId = code === null ? null : await entrance.groupOf(code)
  if (code === null || groupId === null) return await refuseUnknown(env, request)
  const asking = { code, userId, by, clientId, requestId }
  const turn = await untilItIsKnown(() => entrance.ask(groupId, asking))
  if ('outcome' in turn) {
    if (turn.outcome === 'refused') return { kind: 'refused', why: turn.why, reference: turn.reference }
    return await refuse(env, { ...asking, why: turn.outcome === 'read_again' ? 'being_used' : 'group_full' })
  }
  const { kind, redemptionId } = turn
  if (kind === 'joined') return { kind, redemptionId, groupId }
  const now = await entrance.end(redemptionId, PATIENCE_MS)
  if (now?.kind === 'refused') return { kind: 'refused', why: now.why, reference: now.reference ?? '' }
  return { kind: now?.kind ?? 'pending', redemptionId, groupId }
}

type Entrance = {
  groupOf(code: string): Promise<string | null>
  /** Throws DomainError `unavailable`. */
  ask(groupId: string, asking: Asking): Promise<Turn>
  end: Waiting
}

/** Of this process: those who ask at the same time go in together. */
const entrances = new WeakMap<Env, Entrance>()

function entranceOf(env: Env): Entrance {
  const known = entrances.get(env)
  if (known) return known
  const made = createEntrance(env)
  entrances.set(env, made)
  return made
}

function createEntrance(env: Env): Entrance {
  const doors = createDoors(env)
  const groups = new Map<string, { enter: (asking: Asking) => Promise<Turn>; inside: number }>()

  /** With as many as a call takes; while one call is on its way the next is made ready. */
  async function ask(groupId: string, asking: Asking): Promise<Turn> {
    const group = groups.get(groupId) ?? {
      enter: gatherer((together: readonly Asking[]) => doors(groupId, together), mostInvited, TURNS_AT_ONCE),
      inside: 0,
    }
    groups.set(groupId, group)
    group.inside += 1
    try {
      return await group.enter(asking)
    } catch (error) {
      if (isAway(error)) throw new DomainError('unavailable', 'openim_away', { cause: error })
      throw error
    } finally {
      group.inside -= 1
      if (group.inside === 0) groups.delete(groupId)
    }
  }

  return { groupOf: createGroupsOfCodes(env.db), ask, end: createWaiting(env.db) }
}

/** Asks again while those on their way in fill the group, who may yet not come, and where OpenIM was read too early. */
async function untilItIsKnown(ask: () => Promise<Turn>): Promise<Turn> {
  const end = Date.now() + FULL_PATIENCE_MS
  for (;;) {
    const turn = await ask()
    if (!('outcome' in turn) || turn.outcome === 'refused' || Date.now() > end) return turn
    if (turn.outcome === 'full_for_now') await pause(FULL_LOOK_MS)
  }
}

const refuseUnknown = (env: Env, { code, userId }: RedeemRequest) =>
  refuse(env, { code: isStorable(code) ? code : '', userId, why: 'unknown' })

/** Refuses with a reference, without having asked for a use. */
async function refuse(
  { db }: Env,
  { code, userId, why }: { code: string; userId: string; why: Refusal },
): Promise<Redeemed> {
  const reference = newReference()
  await db.prisma.$executeRaw`
    INSERT INTO invite_refusal (reference, code, invite_id, user_id, why)
    SELECT ${reference}, left(${code}, 64), (SELECT id FROM invite WHERE code = ${code}), ${userId}, ${why}`
  return { kind: 'refused', why, reference }
}
