import { z } from 'zod'
import type { Db, Tx } from '@/server/db/client'
import { queueFor } from './route-case'
import { EMERGENCY_QUEUE, queueRules, type ReasonRules, type RoutedCase } from './schema'

/** The rules of a reason; null where there is none of that id. */
export async function readReason(tx: Db['prisma'] | Tx, id: string): Promise<ReasonRules | null> {
  const row = await tx.reason.findUnique({
    where: { id },
    select: { id: true, severity: true, emergency: true, deadlineMs: true, queueId: true },
  })
  return row && { ...row, deadlineMs: Number(row.deadlineMs) }
}

/**
 * The queue that takes a case, by the rules as they are now. An emergency comes into none that everybody sees, whatever
 * the rules say.
 */
export async function routeCase(tx: Tx, facts: RoutedCase, reason: ReasonRules): Promise<string> {
  const rows = await tx.queue.findMany({
    where: { active: true, ...(facts.emergency && { restricted: true }) },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: { id: true, rules: true },
  })
  const queues = rows.map(({ id, rules }) => ({ id, rules: queueRules.catch({ reasons: [] }).parse(rules) }))
  const own = queues.find(({ id }) => id === reason.queueId)?.id
  return queueFor(queues, facts, own ?? (facts.emergency ? EMERGENCY_QUEUE : null))
}

const indexed = z.array(z.object({ category: z.string().nullable(), members: z.number() }))

/** What queue rules ask of a group, from the index. */
export async function groupFacts(
  tx: Tx,
  groupId: string | null,
): Promise<Pick<RoutedCase, 'category' | 'members'>> {
  const none = { category: null, members: 0 }
  if (groupId === null) return none
  const rows = await tx.$queryRaw`
    SELECT category, member_count AS members FROM group_index WHERE group_id = ${groupId}`
  return indexed.parse(rows)[0] ?? none
}
