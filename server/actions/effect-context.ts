import { z } from 'zod'
import type { ActionEnv } from '@/server/actions/action-env'
import { newAttempt } from '@/server/actions/attempt'
import {
  type CallRecord,
  type CallTold,
  type EffectContext,
  RowLost,
  recordedCall,
} from '@/server/actions/effect'
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

/**
 * The effect context of one attempt at one ledger row. Each of its writes names the attempt: once another worker has
 * taken the row, this one's writes match nothing and it stops before it sends anything more. `attempt` holds what planning
 * has just read.
 */
export function effectContext(env: ActionEnv, row: LedgerRow, signal: AbortSignal, attempt = newAttempt()) {
  let { sentAt, kept } = row
  let unwritten: typeof kept = null

  /** In SQL, like everything that is written for each of ten thousand: building a query costs more than running it. */
  async function write(data: { inFlight?: object; progress?: object }): Promise<void> {
    const count = await env.db.prisma.$executeRaw`
      UPDATE ledger
      SET in_flight = coalesce(${jsonOf(data.inFlight)}::jsonb, in_flight),
          progress = coalesce(${jsonOf(data.progress)}::jsonb, progress),
          kept = coalesce(${jsonOf(unwritten ?? undefined)}::jsonb, kept),
          sent_at = coalesce(sent_at, ${sentAt})
      WHERE id = ${row.id}::uuid AND attempts = ${row.attempts} AND settled_at IS NULL`
    if (count === 0) throw new RowLost(row.id)
    unwritten = null
  }

  const record: CallRecord = {
    begin: (step) => {
      sentAt ??= new Date()
      return write({ inFlight: { step, at: Date.now() } })
    },
    end: (call, over) => writeTold(env, row, call, over),
  }

  return {
    env,
    ledgerId: row.id,
    options: { operationId: row.id, signal },
    attempt,
    call: recordedCall(record, signal, attempt),
    progress: (step: string, done: number, total: number) => write({ progress: { step, done, total } }),
    /** What an effect would destroy: it is committed with the next write, hence before any effect. */
    keep: (found: unknown) => {
      kept = json.parse(found) ?? {}
      unwritten = kept
    },
    /** What this attempt knows of the row. */
    known: () => ({ sentAt, kept }),
  } satisfies EffectContext & { keep(kept: unknown): void; known(): Pick<LedgerRow, 'sentAt' | 'kept'> }
}

/** What came of a call and the call itself, in one statement: neither is ever there without the other. */
async function writeTold(env: ActionEnv, row: LedgerRow, call: CallTold, over: boolean): Promise<void> {
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
export async function noteReadBack(env: ActionEnv, row: LedgerRow, found: string): Promise<void> {
  await env.db.prisma.$executeRaw`
    INSERT INTO ledger_call (ledger_id, n, kind, step, started_at, outcome, seen)
    SELECT id, ${NEXT_N}, 'read_back', 'verify', now(), ${found}, false FROM ledger
    WHERE id = ${row.id}::uuid AND attempts = ${row.attempts} AND settled_at IS NULL
    ON CONFLICT DO NOTHING`
}

/** A call that nobody waited for to its end: whoever sent it was killed. */
export async function noteInterrupted(env: ActionEnv, row: LedgerRow): Promise<void> {
  const call = inFlightOf(row)
  if (call === null || call.told) return
  await env.db.prisma.$executeRaw`
    INSERT INTO ledger_call (ledger_id, n, step, started_at, outcome, seen)
    SELECT id, ${NEXT_N}, ${call.step}, ${new Date(call.at)}, 'interrupted', false FROM ledger
    WHERE id = ${row.id}::uuid
    ON CONFLICT DO NOTHING`
}
