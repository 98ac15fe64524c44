import { setTimeout as pause } from 'node:timers/promises'
import type { Env } from '@/server/env'
import { isOpenimError, type OpenimError } from '@/server/openim/errors'
import type { CallMade } from './settle'

export type Guest = { userId: string; ledgerId: string }

/** Longest wait for an answer, ms: call and look back are over before a worker looks (`TAKEN_OVER_MS`). */
const MOST_MS = 8_000
/** How OpenIM is looked at until the effect shows, ms; as after every other call (server/actions/effect.ts). */
const SEEN_WAITS_MS = [0, 20, 50, 100, 200, 400, 800]

/**
 * Puts people into a group with one call, and reads them back: neither a yes nor a no is believed. Gives what came of it
 * for those who were seen in the group and for the others.
 */
export async function sendTogether(
  { openim, config }: Pick<Env, 'openim' | 'config'>,
  groupId: string,
  guests: readonly [Guest, ...Guest[]],
): Promise<{ seen: CallMade[]; unseen: CallMade[] }> {
  const options = { operationId: guests[0].ledgerId, timeoutMs: Math.min(config.openim.timeoutMs, MOST_MS) }
  const userIds = guests.map(({ userId }) => userId)
  const startedAt = Date.now()
  let answer: OpenimError | undefined
  try {
    await openim.groups.invite(groupId, userIds, { sendMessage: true }, options)
  } catch (error) {
    if (!isOpenimError(error)) throw error
    answer = error
  }
  const ms = Date.now() - startedAt
  const present = await seenSoon(async (left) => {
    const members = await openim.groups.members.details(groupId, left, options)
    return members.map(({ userId }) => userId)
  }, userIds)
  // A refusal was answered and a connection never made: neither can land later. Anything else may, from now on.
  const isOver = answer?.kind === 'refused' || answer?.kind === 'unreachable'
  const told = {
    step: 'join',
    startedAt,
    ms,
    outcome: answer?.kind ?? 'yes',
    code: answer?.code ?? null,
  } as const
  const endedAt = Date.now()
  const of = (seen: boolean) =>
    guests
      .filter(({ userId }) => present.has(userId) === seen)
      .map(({ ledgerId }) => ({ id: ledgerId, ...told, seen, at: seen || isOver ? null : endedAt }))
  return { seen: of(true), unseen: of(false) }
}

/** Who of `all` is seen within the time caches need. A failing read is no answer: the next one may be. */
async function seenSoon(
  look: (left: readonly string[]) => Promise<string[]>,
  all: readonly string[],
): Promise<Set<string>> {
  const seen = new Set<string>()
  for (const ms of SEEN_WAITS_MS) {
    if (ms > 0) await pause(ms)
    try {
      for (const id of await look(all.filter((one) => !seen.has(one)))) seen.add(id)
    } catch (error) {
      if (!isOpenimError(error)) throw error
    }
    if (seen.size === all.length) break
  }
  return seen
}
