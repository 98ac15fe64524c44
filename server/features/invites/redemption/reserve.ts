import { z } from 'zod'
import { prepared } from '@/server/db/prepared'
import { storableText } from '@/server/db/storable-text'
import type { Env } from '@/server/env'
import { newReference } from '@/server/features/invites/code'
import { refusal } from '@/server/features/invites/schema'
import type { Asked } from './asked'

/** A call that is not under way so soon after it was written down, ms, is not made any more: a worker sees to it. */
const START_WITHIN_MS = 5_000
/** A worker looks at what was not ended so long after it was written down, ms. */
export const TAKEN_OVER_MS = 20_000

/** What is held for somebody: `sending` by us, at once; `planned` for a worker. */
type Held = { outcome: 'sending' | 'planned'; redemptionId: string; ledgerId: string }
export type NotHeld =
  /** Those on their way in fill the group; or something about the person ended since OpenIM was read. */
  | { outcome: 'full_for_now' | 'read_again' }
  | { outcome: 'refused'; why: z.infer<typeof refusal>; reference: string }
export type Reserved = Held | NotHeld

const row = z.object({
  n: z.number(),
  outcome: z.union([z.enum(['sending', 'planned', 'full_for_now', 'read_again']), refusal]),
  redemptionId: z.string().nullable(),
  ledgerId: z.string().nullable(),
})
type Row = z.infer<typeof row>

const reserveAll = prepared(
  'invite_reserve',
  `SELECT n, outcome, redemption_id AS "redemptionId", ledger_id AS "ledgerId"
   FROM invite_reserve($1::jsonb, $2::float8, now() + $3::float8 * interval '1 millisecond')`,
  row,
)

/** How often a link may change while it is looked at, or a new reference be one that was given out before. */
const MOST_TRIES = 4

/**
 * Takes a use for each, or tells why not, in one transaction. `startBy` is when (ms, this process's clock) calls for those
 * who are `sending` have begun at the latest.
 */
export async function reserve(
  { db }: Pick<Env, 'db'>,
  asked: readonly Asked[],
): Promise<{ startBy: number; reserved: Reserved[] }> {
  for (let tries = 1; ; tries += 1) {
    const startBy = Date.now() + START_WITHIN_MS
    const items = asked.map((one, n) => ({ ...one, n, ...(tries > 1 && { reference: newReference() }) }))
    try {
      const rows = await reserveAll(db, JSON.stringify(items, storable), startBy, TAKEN_OVER_MS)
      const found = new Map(rows.map((one) => [one.n, one]))
      return { startBy, reserved: items.map(({ n, reference }) => reservedOf(found.get(n), reference)) }
    } catch (error) {
      if (tries >= MOST_TRIES || !REPEATED.has(sqlState(error))) throw error
    }
  }
}

/** serialization_failure, unique_violation, deadlock_detected */
const REPEATED: ReadonlySet<unknown> = new Set(['40001', '23505', '40P01'])
const sqlState = (error: unknown): unknown => Reflect.get(Object(error), 'code')

/** PostgreSQL refuses all of them for one text that it cannot keep. */
const storable = (_: string, value: unknown) => (typeof value === 'string' ? storableText(value) : value)

function reservedOf(found: Row | undefined, reference: string): Reserved {
  if (!found) throw new Error('somebody was not answered')
  const { outcome, redemptionId, ledgerId } = found
  if (outcome === 'full_for_now' || outcome === 'read_again') return { outcome }
  if (outcome !== 'sending' && outcome !== 'planned') return { outcome: 'refused', why: outcome, reference }
  if (redemptionId === null || ledgerId === null) throw new Error('what is held has no row')
  return { outcome, redemptionId, ledgerId }
}
