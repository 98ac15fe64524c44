import { z } from 'zod'
import { prepared } from '@/server/db/prepared'
import type { Env } from '@/server/env'
import { gatherer } from '@/server/gather'
import { log } from '@/server/log'
import { type Asked, type Asking, askedOf } from './asked'
import { lookAtGroup } from './look'
import { type NotHeld, type Reserved, reserve } from './reserve'
import { type Guest, sendTogether } from './send'
import { type CallMade, handOver, settleAll } from './settle'

/** What became of somebody so far: `joined` is over, `pending` is under way with a worker. */
export type Turn = { kind: 'joined' | 'pending'; redemptionId: string } | NotHeld

/** Groups whose people are written down, and whose ends, in one statement. */
const MOST_GROUPS = 16

export type Doors = (groupId: string, asking: readonly Asking[]) => Promise<Turn[]>

type Reserving = { asked: readonly Asked[] }
type ReservedGroup = { startBy: number; reserved: readonly Reserved[] }

/**
 * Lets people in by links, those of one group together: one look at OpenIM, one transaction that takes their uses and
 * writes everything down, one call, one look back, one transaction that ends it. Those two gather several groups.
 */
export function createDoors(env: Env): Doors {
  const clock = gatherer(async (asking: readonly null[]) => {
    const [row] = await databaseTime(env.db)
    return asking.map(() => row?.ms ?? Date.now())
  }, Number.POSITIVE_INFINITY)

  const reserved = gatherer(async (groups: readonly Reserving[]): Promise<ReservedGroup[]> => {
    const { startBy, reserved: all } = await reserve(
      env,
      groups.flatMap(({ asked }) => asked),
    )
    let from = 0
    return groups.map(({ asked }) => {
      const mine = all.slice(from, from + asked.length)
      from += asked.length
      return { startBy, reserved: mine }
    })
  }, MOST_GROUPS)

  const settled = gatherer(async (groups: readonly (readonly CallMade[])[]) => {
    const ids = await settleAll(env, groups.flat())
    return groups.map(() => ids)
  }, MOST_GROUPS)

  /** Calls for those who are ours to send; gives the ledger ids of those who are in. */
  async function send(groupId: string, guests: readonly Guest[], startBy: number): Promise<Set<string>> {
    const [first, ...others] = guests
    // Too late to tell that the call cannot land after it is taken to be lost.
    if (!first || Date.now() >= startBy) return new Set()
    const { seen, unseen } = await sendTogether(env, groupId, [first, ...others])
    const ended = seen.length > 0 ? await settled(seen) : new Set<string>()
    await handOver(env, [...unseen, ...seen.filter(({ id }) => !ended.has(id))])
    return ended
  }

  return async (groupId, asking) => {
    const userIds = [...new Set(asking.map(({ userId }) => userId))]
    const readAt = await clock(null)
    const group = await lookAtGroup(env, groupId, userIds, readAt, asking[0]?.requestId ?? groupId)
    const held = await reserved({ asked: asking.map((one) => askedOf(one, group)) })
    const guests = held.reserved.flatMap((one, at) => {
      const userId = asking[at]?.userId
      return one.outcome === 'sending' && userId !== undefined ? [{ userId, ledgerId: one.ledgerId }] : []
    })
    const inside = await send(groupId, guests, held.startBy).catch(leftToWorker)
    return held.reserved.map((one): Turn => {
      if (!('ledgerId' in one)) return one
      const { redemptionId, ledgerId } = one
      return { kind: inside.has(ledgerId) ? 'joined' : 'pending', redemptionId }
    })
  }
}

/** What is held stands in the ledger: whatever went wrong after that, a worker ends it. */
function leftToWorker(error: unknown): Set<string> {
  log().warn({ err: error }, 'people on their way in by links are left to the worker')
  return new Set()
}

/** In whole ms, as ends are kept: one within the same ms counts as later. */
const databaseTime = prepared(
  'invite_clock',
  'SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms',
  z.object({ ms: z.number() }),
)
