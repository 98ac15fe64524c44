import { z } from 'zod'
import { RUNNER } from '@/server/actions/settle'
import { prepared } from '@/server/db/prepared'
import type { Env } from '@/server/env'

/** What came of the call that was made for a ledger row. Times in ms. */
export type CallMade = {
  /** Of the ledger row. */
  id: string
  step: 'join'
  startedAt: number
  ms: number
  outcome: string
  code: number | null
  /** Whether the person was seen in the group afterwards. */
  seen: boolean
  /** From when on the call could still land late; null where it cannot. */
  at: number | null
}

const settleSeen = prepared(
  'invite_settle',
  'SELECT id FROM invite_settle($1::jsonb, $2::"ActorKind", $3, $4) AS id',
  z.object({ id: z.string() }),
)

/** Ends the rows of people who were seen in their groups. Gives the ids of those it ended. */
export async function settleAll({ db }: Pick<Env, 'db'>, calls: readonly CallMade[]): Promise<Set<string>> {
  const rows = await settleSeen(db, JSON.stringify(calls), RUNNER.kind, RUNNER.id, RUNNER.name)
  return new Set(rows.map(({ id }) => id))
}

const handAllOver = prepared(
  'invite_hand_over',
  'SELECT invite_hand_over($1::jsonb)::text AS done',
  z.object({ done: z.string().nullable() }),
)

/** Leaves rows to a worker: of people who were not seen in their groups, or with more to do than `settleAll` does. */
export async function handOver({ db }: Pick<Env, 'db'>, calls: readonly CallMade[]): Promise<void> {
  if (calls.length > 0) await handAllOver(db, JSON.stringify(calls))
}
