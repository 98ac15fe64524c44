import { z } from 'zod'
import { inFlightOf } from '@/server/actions/effect-context'
import type { LedgerCall, LedgerEvent, LedgerRow } from '@/server/db/generated/client'
import { CALL_OUTCOMES, type LedgerMoment } from './schema'

type Row = Pick<LedgerRow, 'inFlight' | 'state'>
type Event = Pick<LedgerEvent, 'toState' | 'outcome' | 'at'>
type Call = Pick<LedgerCall, 'kind' | 'step' | 'startedAt' | 'ms' | 'outcome' | 'code' | 'seen'>

const outcome = z.object({
  code: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
})
const callOutcome = z.enum(CALL_OUTCOMES)

/**
 * All that happened to an action, in the order of time. Looks in a row that found the same become one. Pure.
 * `events` and `calls` come in the order of their numbers.
 */
export function timelineOf(row: Row, events: readonly Event[], calls: readonly Call[]): LedgerMoment[] {
  const moments: LedgerMoment[] = [...calls.map(ofCall), ...underWay(row), ...events.map(ofEvent)]
  return moments.toSorted((a, b) => a.at - b.at).reduce(gather, [])
}

function ofEvent({ toState, outcome: ended, at }: Event): LedgerMoment {
  const told = outcome.safeParse(ended)
  return { kind: 'state', at: at.getTime(), state: toState, outcome: told.success ? told.data : null }
}

function ofCall({ kind, step, startedAt, ms, outcome: found, code, seen }: Call): LedgerMoment {
  const at = startedAt.getTime()
  if (kind === 'read_back') return { kind, at, until: at, times: 1, found }
  return { kind, at, step, ms, outcome: callOutcome.parse(found), code, seen }
}

/** The call that was under way when the row was last written and is told nowhere else. */
function underWay(row: Row): LedgerMoment[] {
  const call = inFlightOf(row)
  if (call === null || call.told) return []
  const seen = row.state === 'verified'
  return [{ kind: 'call', at: call.at, step: call.step, ms: null, outcome: 'interrupted', code: null, seen }]
}

function gather(told: LedgerMoment[], next: LedgerMoment): LedgerMoment[] {
  const last = told.at(-1)
  if (next.kind !== 'read_back' || last?.kind !== 'read_back' || last.found !== next.found)
    return [...told, next]
  return [...told.slice(0, -1), { ...last, until: next.until, times: last.times + next.times }]
}
