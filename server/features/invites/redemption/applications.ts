import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { SettledHook } from '@/server/actions/action-env'
import { parseMemberKey } from '@/server/actions/member/schema'
import type { Env } from '@/server/env'
import { enqueue } from '@/server/jobs/enqueue'
import { log } from '@/server/log'
import { isAway, isNotFound, isOpenimError } from '@/server/openim/errors'
import { answered } from './answered'

type Place = Pick<Env, 'db' | 'openim'>

/** Applications looked at together. */
const TOGETHER = 500
/** Open applications of one group read at once; whoever is not among them is asked about alone. */
const OPEN_AT_ONCE = 200
/** How soon an application is looked at again: a twentieth of its age, within these (ms). */
const SOONEST_MS = 45_000
const LATEST_MS = 30 * 60_000

const row = z.object({ id: z.string(), group_id: z.string(), user_id: z.string(), replaced: z.boolean() })
type Waiting = z.infer<typeof row>

/** What became of an application: in, turned away, or not answered yet. */
export type Answer = 'joined' | 'refused' | 'open'

/**
 * Ends the redemptions whose applications were answered: whoever was accepted has come, and a refusal gives the use back.
 * Goes through all that are due, and leaves the others to the next time where `stop` is aborted or OpenIM is away. Safe to
 * run twice at once.
 */
export async function settleApplications(place: Place, stop: AbortSignal): Promise<void> {
  const operationId = `applications-${randomUUID()}`
  for (;;) {
    const rows = await takeDue(place)
    const left = new Set(rows.map(({ id }) => id))
    for (const [groupId, waiting] of Map.groupBy(rows, ({ group_id }) => group_id)) {
      if (stop.aborted) return await dueAgain(place, left)
      try {
        await settleOfGroup(place, groupId, waiting, operationId)
        for (const { id } of waiting) left.delete(id)
      } catch (error) {
        if (isAway(error)) return await dueAgain(place, left)
        if (!isOpenimError(error)) throw error
        // What OpenIM cannot answer about stands in nobody else's way.
        log().warn({ err: error, groupId }, 'applications by links could not be looked at')
      }
    }
    if (rows.length < TOGETHER) return
  }
}

/** Those that are due, with the next look put off: a run that is killed, or meets an OpenIM that is away, holds up nobody. */
async function takeDue({ db }: Place): Promise<Waiting[]> {
  return z.array(row).parse(
    await db.prisma.$queryRaw`
      UPDATE redemption AS r SET look_at = now() + interval '1 millisecond' * least(
        ${LATEST_MS}, greatest(${SOONEST_MS}, extract(epoch FROM now() - r.created_at) * 1000 / 20)
      )
      FROM (
        SELECT id FROM redemption
        WHERE state = 'applied' AND (look_at IS NULL OR look_at <= now())
        ORDER BY look_at NULLS FIRST LIMIT ${TOGETHER} FOR NO KEY UPDATE SKIP LOCKED
      ) AS due
      WHERE r.id = due.id
      RETURNING r.id::text, r.group_id, r.user_id, EXISTS (
        -- They applied again, or came, by another link since: OpenIM keeps one application of each person to a group.
        SELECT FROM redemption AS later
        WHERE later.user_id = r.user_id AND later.group_id = r.group_id AND later.id > r.id
          AND later.state IN ('applied', 'joined')
      ) AS replaced`,
  )
}

/** Nobody could look at these. */
async function dueAgain({ db }: Place, ids: ReadonlySet<string>): Promise<void> {
  await db.prisma.redemption.updateMany({
    where: { id: { in: [...ids] }, state: 'applied' },
    data: { lookAt: null },
  })
}

async function settleOfGroup(
  place: Place,
  groupId: string,
  waiting: readonly Waiting[],
  operationId: string,
): Promise<void> {
  const current = waiting.filter(({ replaced }) => !replaced)
  const answers = await answersOf(
    place,
    groupId,
    current.map(({ user_id }) => user_id),
    operationId,
  )
  for (const { id, user_id, replaced } of waiting) {
    const answer = replaced ? 'refused' : (answers.get(user_id) ?? 'open')
    if (answer !== 'open') await answered(place.db, id, answer, operationId)
  }
}

/** Throws OpenimError. */
async function answersOf(
  { openim }: Place,
  groupId: string,
  userIds: readonly string[],
  operationId: string,
): Promise<Map<string, Answer>> {
  const options = { operationId }
  const answers = new Map<string, Answer>()
  if (userIds.length === 0) return answers
  const query = { states: ['pending'], page: 1, size: OPEN_AT_ONCE } as const
  const [members, open] = await Promise.all([
    openim.groups.members.details(groupId, userIds, options),
    noneWhereGone(openim.joinRequests.toGroups([groupId], query, options)),
  ])
  for (const { userId } of open) answers.set(userId, 'open')
  for (const { userId } of members) answers.set(userId, 'joined')
  for (const userId of userIds) {
    if (answers.has(userId)) continue
    const ofOne = { groupIds: [groupId], page: 1, size: 10 }
    const requests = await noneWhereGone(openim.joinRequests.ofUser(userId, ofOne, options))
    answers.set(userId, answerOf(requests.find((request) => request.groupId === groupId)?.state))
  }
  return answers
}

/** Nobody can answer any more where the group or the person is gone. */
function answerOf(state: 'pending' | 'accepted' | 'refused' | undefined): Answer {
  if (state === 'pending') return 'open'
  // Somebody who was let in and has left since did come.
  return state === 'accepted' ? 'joined' : 'refused'
}

async function noneWhereGone<One>(reading: Promise<{ requests: One[] }>): Promise<One[]> {
  try {
    return (await reading).requests
  } catch (error) {
    if (isNotFound(error)) return []
    throw error
  }
}

const ANSWERS = new Set(['member.accept', 'member.refuse', 'member.add'])

/** Staff answered an application, or let an applicant in: it is looked at right after the commit. */
export const lookAtApplication: SettledHook = {
  concerns: ({ action, state }) => ANSWERS.has(action) && (state === 'verified' || state === 'already_so'),
  async follow(tx, { subjectId }) {
    const { groupId = '', userId = '' } = parseMemberKey(subjectId) ?? {}
    const due = await tx.$executeRaw`
      UPDATE redemption SET look_at = NULL
      WHERE group_id = ${groupId} AND user_id = ${userId} AND state = 'applied'`
    if (due > 0) await enqueue(tx, 'invites.applications', {}, 'invites.applications')
  },
}
