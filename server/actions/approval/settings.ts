import { z } from 'zod'
import type { ActionEnv } from '@/server/actions/action-env'
import { type ActionName, actionName, type Plan } from '@/server/actions/schema'
import type { StaffActor } from '@/server/auth/actor'
import type { Db, Tx } from '@/server/db/client'
import type { Batch } from '@/server/db/generated/client'
import { readSetting, type Setting } from '@/server/settings'
import { approvalNeeded, isLenient, type Weighed } from './rules'
import { type ApprovalRules, approvalRules, type PersonalLimits, type RuleName } from './schema'

/** When a second person has to agree, until the owners set it otherwise. */
export const APPROVAL_RULES: Setting<ApprovalRules> = {
  key: 'approval_rules',
  shape: approvalRules,
  initial: { dismissalFrom: 500, peopleAbove: 5_000, itemsAbove: 500, expiresHours: 24 },
}

/** How far somebody may go alone. */
export async function limitsOf(db: Db['prisma'] | Tx, staffId: string): Promise<PersonalLimits> {
  const row = await db.staff.findUniqueOrThrow({
    where: { id: staffId },
    select: { longestMuteMs: true, largestGroup: true },
  })
  return {
    longestMuteMs: row.longestMuteMs === null ? null : Number(row.longestMuteMs),
    largestGroup: row.largestGroup,
  }
}

/** Whether this person needs a second one for this, why, and until when that one could answer (ms from now on). */
export async function weigh(
  { db }: Pick<ActionEnv, 'db'>,
  actor: StaffActor,
  what: Weighed,
): Promise<{ rule: RuleName; expiresAt: number } | null> {
  const [{ value: rules }, limits] = await Promise.all([
    readSetting(db.prisma, APPROVAL_RULES),
    limitsOf(db.prisma, actor.id),
  ])
  const rule = approvalNeeded(rules, limits, what, Date.now())
  return rule && { rule, expiresAt: Date.now() + rules.expiresHours * 3_600_000 }
}

/** What of a plan decides whether a second person has to agree; what is done first counts, each as an item. Pure. */
export function weighed(plan: Pick<Plan, 'action' | 'people' | 'largest'>, input: unknown): Weighed {
  const { action, people, largest = people } = plan
  const first: unknown = Reflect.get(Object(input), 'deleteReported')
  const items = 1 + (Array.isArray(first) ? first.length : 0)
  return { action, people, largest, items, until: muteEnd(action, input) }
}

type PlannedBatch = Pick<Batch, 'id' | 'action' | 'input'>

/** What of a planned batch decides whether a second person has to agree: of what is not left out. */
export async function weighedBatch(db: Db['prisma'] | Tx, batch: PlannedBatch): Promise<Weighed> {
  const action = actionName.parse(batch.action)
  const rows = await db.$queryRaw`
    SELECT count(*)::int AS items, coalesce(sum(people), 0)::int AS people, coalesce(max(people), 0)::int AS largest,
      max(CASE coalesce(action, ${action})
        WHEN 'member.mute' THEN (input->>'until')::float8
        WHEN 'member.add' THEN (input->>'mutedUntil')::float8 END) AS until,
      coalesce(array_agg(DISTINCT action) FILTER (WHERE action IS NOT NULL), '{}') AS others
    FROM batch_item WHERE batch_id = ${batch.id}::uuid AND state = 'waiting'`
  const [sums] = z.array(batchSums).parse(rows)
  const { until = null, others = [], ...counts } = sums ?? { items: 0, people: 0, largest: 0 }
  const ends = [muteEnd(action, batch.input), until].filter((end) => end !== null)
  // Of several actions the strictest counts: one that only gives back asks nobody.
  const strictest = [action, ...others].find((one) => !isLenient(one)) ?? action
  return { action: strictest, ...counts, until: ends.length > 0 ? Math.max(...ends) : null }
}

const batchSums = z.object({
  items: z.number(),
  people: z.number(),
  largest: z.number(),
  until: z.number().nullable(),
  others: z.array(actionName),
})

/** When the mute that is asked for ends, ms; null where none is. Whoever comes back may come back muted. Pure. */
export function muteEnd(action: ActionName, input: unknown): number | null {
  const field = MUTE_ENDS[action]
  const until: unknown = field && Reflect.get(Object(input), field)
  return typeof until === 'number' ? until : null
}

const MUTE_ENDS: Partial<Record<ActionName, string>> = { 'member.mute': 'until', 'member.add': 'mutedUntil' }
