import { z } from 'zod'
import type { ActionEnv } from '@/server/actions/action-env'
import { newAttempt } from '@/server/actions/attempt'
import { type CallRecord, type EffectContext, RowLost, recordedCall } from '@/server/actions/effect'
import { type LedgerRow, Prisma } from '@/server/db/generated/client'

const inFlight = z.object({ step: z.string(), at: z.number() })

/** The call that was under way when the row was last written, with when it was sent (ms); null when answered. */
export const inFlightOf = (row: Pick<LedgerRow, 'inFlight'>) =>
  row.inFlight === null ? null : inFlight.parse(row.inFlight)

const json = z.json()

/**
 * The effect context of one attempt at one ledger row. Each of its writes names the attempt: once another worker has
 * taken the row, this one's writes match nothing and it stops before it sends anything more. `attempt` holds what planning
 * has just read.
 */
export function effectContext(env: ActionEnv, row: LedgerRow, signal: AbortSignal, attempt = newAttempt()) {
  async function write(data: Prisma.LedgerRowUncheckedUpdateManyInput): Promise<void> {
    const where = { id: row.id, attempts: row.attempts, settledAt: null }
    const { count } = await env.db.prisma.ledgerRow.updateMany({ where, data })
    if (count === 0) throw new RowLost(row.id)
  }

  let sentAt = row.sentAt
  const record: CallRecord = {
    begin: (step) => {
      sentAt ??= new Date()
      return write({ inFlight: { step, at: Date.now() }, sentAt })
    },
    end: (seen) => write({ inFlight: Prisma.DbNull, setbacks: seen ? 0 : undefined }),
  }

  return {
    env,
    ledgerId: row.id,
    options: { operationId: row.id, signal },
    attempt,
    call: recordedCall(record, signal, attempt),
    progress: (step: string, done: number, total: number) => write({ progress: { step, done, total } }),
    /** Commits what an effect would destroy, before any effect. */
    keep: (kept: unknown) => write({ kept: json.parse(kept) ?? {} }),
  } satisfies EffectContext & { keep(kept: unknown): Promise<void> }
}
