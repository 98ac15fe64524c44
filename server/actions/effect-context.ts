import { z } from 'zod'
import type { ActionEnv } from '@/server/actions/action-env'
import { type Attempt, newAttempt } from '@/server/actions/attempt'
import {
  type CallRecord,
  type CallTold,
  type EffectContext,
  RowLost,
  recordedCall,
} from '@/server/actions/effect'
import type { WorkedRow } from '@/server/actions/worked-row'
import { type LedgerRow, Prisma } from '@/server/db/generated/client'

const inFlight = z.object({
  step: z.string(),
  at: z.number(),
  /** It is among the row's calls already: it was answered, and may land all the same. */
  told: z.boolean().default(false),
})

/** The call that was under way when the row was last written, with when it was sent (ms); null when it cannot land. */
export const inFlightOf = (row: Pick<LedgerRow, 'inFlight'>) =>
  row.inFlight === null ? null : inFlight.parse(row.inFlight)

const json = z.json()
const jsonOf = (value: unknown) => (value === undefined ? null : JSON.stringify(value))

/** What has just been found out in an attempt and is written down with its next write. */
type Unwritten = {
  /** The row is not taken for this attempt yet. */
  taking: boolean
  kept: LedgerRow['kept']
  /** A call whose effect was seen. */
  call: CallTold | null
}

export type AttemptContext = EffectContext & {
  /** What an effect would destroy: it is committed with the next write, hence before any effect. */
  keep(found: unknown): void
  /** What this attempt knows of the row. */
  known(): Pick<LedgerRow, 'sentAt' | 'kept'>
  /** The last call, if it is not written down yet. */
  lastCall(): CallTold | null
  /** Writes down what is not yet. Throws RowLost. */
  catchUp(): Promise<void>
}

/**
 * The effect context of one attempt at one ledger row. Each of its writes names the attempt: once another worker has
 * taken the row, this one's writes match nothing and it stops before it sends anything more. `attempt` holds what planning
 * has just read. `row` is as it was taken, or, where `taking`, as it is going to be with the first write.
 */
export function effectContext(
  env: ActionEnv,
  row: WorkedRow,
  signal: AbortSignal,
  { attempt = newAttempt(), taking = false }: { attempt?: Attempt; taking?: boolean } = {},
): AttemptContext {
  let { sentAt, kept } = row
  const unwritten: Unwritten = { taking, kept: null, call: null }

  async function write(data: { inFlight?: object; progress?: object }): Promise<void> {
    await tell()
    const { rowCount } = await env.db.pool.query({
      ...(unwritten.taking ? TAKING : WRITE),
      values: [
        ...[row.id, row.attempts, jsonOf(data.inFlight), jsonOf(data.progress)],
        ...[jsonOf(unwritten.kept ?? undefined), sentAt],
      ],
    })
    if (rowCount === 0) throw new RowLost(row.id)
    unwritten.taking = false
    unwritten.kept = null
  }

  async function tell(): Promise<void> {
    const { call } = unwritten
    unwritten.call = null
    if (call) await writeTold(env, row, call, true)
  }

  const record: CallRecord = {
    begin: (step) => {
      sentAt ??= new Date()
      return write({ inFlight: { step, at: Date.now() } })
    },
    async end(call, over) {
      if (call.seen && over) unwritten.call = call
      else await writeTold(env, row, call, over)
    },
  }

  return {
    env,
    ledgerId: row.id,
    options: { operationId: row.id, signal },
    attempt,
    call: recordedCall(record, signal, attempt),
    progress: (step, done, total) => write({ progress: { step, done, total } }),
    keep(found) {
      kept = json.parse(found) ?? {}
      unwritten.kept = kept
    },
    known: () => ({ sentAt, kept }),
    lastCall: () => unwritten.call,
    catchUp: () => (unwritten.taking ? write({}) : tell()),
  }
}

/** In SQL, like everything that is written for each of ten thousand: building a query costs more than running it. */
const DATA = `in_flight = coalesce($3::jsonb, in_flight), progress = coalesce($4::jsonb, progress),
  kept = coalesce($5::jsonb, kept), sent_at = coalesce(sent_at, $6)`
const WRITE = {
  name: 'ledger_write',
  text: `UPDATE ledger SET ${DATA} WHERE id = $1::uuid AND attempts = $2 AND settled_at IS NULL`,
}
/** The same by whom the row is not taken yet: whoever cancels it or takes it comes first or finds it taken. */
const TAKING = {
  name: 'ledger_write_taking',
  text: `UPDATE ledger
    SET state = 'sending', attempts = $2, outcome = '{"code": "sending", "facts": {}}', ${DATA}
    WHERE id = $1::uuid AND attempts = $2 - 1 AND state = 'planned'`,
}

/** What came of a call and the call itself, in one statement: neither is ever there without the other. */
async function writeTold(env: ActionEnv, row: WorkedRow, call: CallTold, over: boolean): Promise<void> {
  const { step, startedAt, ms, outcome, code, seen } = call
  const mayLand = over ? null : JSON.stringify({ step, at: Date.now(), told: true })
  const count = await env.db.prisma.$executeRaw`
    WITH kept AS (
      UPDATE ledger SET in_flight = ${mayLand}::jsonb, setbacks = CASE WHEN ${seen} THEN 0 ELSE setbacks END
      WHERE id = ${row.id}::uuid AND attempts = ${row.attempts} AND settled_at IS NULL
      RETURNING id
    )
    INSERT INTO ledger_call (ledger_id, n, step, started_at, ms, outcome, code, seen)
    SELECT id, ${NEXT_N}, ${step}, ${new Date(startedAt)}, ${ms}, ${outcome}, ${code}::int, ${seen} FROM kept`
  if (count === 0) throw new RowLost(row.id)
}

const NEXT_N = Prisma.sql`(SELECT coalesce(max(n), 0) + 1 FROM ledger_call WHERE ledger_id = id)`

/** A look that did not see the effect. One that did is told by the row's own end. */
export async function noteReadBack(env: ActionEnv, row: WorkedRow, found: string): Promise<void> {
  await env.db.prisma.$executeRaw`
    INSERT INTO ledger_call (ledger_id, n, kind, step, started_at, outcome, seen)
    SELECT id, ${NEXT_N}, 'read_back', 'verify', now(), ${found}, false FROM ledger
    WHERE id = ${row.id}::uuid AND attempts = ${row.attempts} AND settled_at IS NULL
    ON CONFLICT DO NOTHING`
}

/** A call that nobody waited for to its end: whoever sent it was killed. */
export async function noteInterrupted(env: ActionEnv, row: WorkedRow): Promise<void> {
  const call = inFlightOf(row)
  if (call === null || call.told) return
  await env.db.prisma.$executeRaw`
    INSERT INTO ledger_call (ledger_id, n, step, started_at, outcome, seen)
    SELECT id, ${NEXT_N}, ${call.step}, ${new Date(call.at)}, 'interrupted', false FROM ledger
    WHERE id = ${row.id}::uuid
    ON CONFLICT DO NOTHING`
}
