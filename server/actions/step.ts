import { z } from 'zod'
import type { ActionEnv } from '@/server/actions/action-env'
import { newAttempt, newTurn } from '@/server/actions/attempt'
import { CATALOGUE } from '@/server/actions/catalogue'
import type { RecordedIntent, RunnableAction, Verdict } from '@/server/actions/define-action'
import type { DesiredJson } from '@/server/actions/desired-store'
import { type EffectContext, NotSeen, NotYet, Obstacle, RowLost } from '@/server/actions/effect'
import {
  type AttemptContext,
  effectContext,
  inFlightOf,
  noteInterrupted,
  noteReadBack,
} from '@/server/actions/effect-context'
import { keepsOutDecided } from '@/server/actions/protection'
import { actionName } from '@/server/actions/schema'
import { type Outcome, RUNNER, settle } from '@/server/actions/settle'
import { settlePlain } from '@/server/actions/settle-plain'
import type { LedgerSubject } from '@/server/actions/subject'
import { takeRow, type WorkedRow } from '@/server/actions/worked-row'
import { DomainError } from '@/server/errors'
import { isAway, isOpenimError } from '@/server/openim/errors'

const json = z.json()

/** `next`: this row is done, take the following one. A number: come back in so many ms. */
export type StepResult = 'next' | number

/** How often in a row sending may end without a clear effect before it counts as failed. */
const MOST_SETBACKS = 4
/** Waits while OpenIM is away, ms; the last one repeats. */
const AWAY_WAITS_MS = [500, 1_000, 2_000, 5_000, 10_000]
/** How long one attempt waits for OpenIM to finish something of its own, ms. */
const MOST_PATIENCE_MS = 120_000
/** Outcomes of what is about something that OpenIM does not know. */
const NOT_THERE: Record<LedgerSubject, string> = {
  group: 'unknown_group',
  member: 'not_in_group',
  message: 'unknown_message',
  user: 'unknown_user',
}

/** How often a row looks whether what comes first has ended, ms. */
const FIRST_MS = 1_000
/** How often a row in `unknown` is read back, ms. */
const READ_BACK_MS = 1_000

/** Moves one ledger row on as far as it goes now (design section 5, life of an action). */
export async function step(env: ActionEnv, row: WorkedRow, signal: AbortSignal): Promise<StepResult> {
  const run = { env, row, definition: CATALOGUE[actionName.parse(row.action)], intent: intentOf(row), signal }
  try {
    if (row.state === 'planned') return await whilePlanned(run)
    if (row.state === 'sending') return await whileSending(run)
    if (row.state === 'unknown') return await whileUnknown(run)
    return 'next'
  } catch (error) {
    if (isOpenimError(error) && !signal.aborted) return await wait(run, 'waiting_for_openim', awayWait(row))
    throw error
  }
}

/** What an attempt knows of its row beyond what it was when it was taken. */
type Known = Pick<WorkedRow, 'sentAt'> & { kept: unknown }

type Run = {
  env: ActionEnv
  row: WorkedRow
  definition: RunnableAction
  intent: RecordedIntent
  signal: AbortSignal
}

const intentOf = (row: WorkedRow): RecordedIntent => ({
  ledgerId: row.id,
  subjectId: row.subjectId,
  input: row.input,
  desiredBefore: row.desiredBefore,
})

/** Waits for the end of the undo window, plans anew, and competes with Cancel for the row. */
async function whilePlanned(run: Run): Promise<StepResult> {
  const { env, row, definition } = run
  const early = row.dueAt.getTime() - Date.now()
  if (early > 0) return early
  if (definition.first?.asked(row.input) && (await isFirstUnderWay(run)))
    return wait(run, 'waiting_for_first', FIRST_MS)
  // What is desired now includes this very row; it is planned on what was desired before it.
  const request = { subjectId: row.subjectId, input: row.input, desired: row.desiredBefore }
  const attempt = newAttempt()
  const plan = await definition.plan(env, request, row.id, attempt).catch(whyNotPlanned)
  if ('refused' in plan) {
    if (plan.refused === 'not_found') return end(run, 'refused', { code: NOT_THERE[definition.kind] })
    return wait(run, 'waiting_for_openim', awayWait(row))
  }
  const { reading, body } = plan
  if (!reading.live) return wait(run, 'waiting_for_openim', awayWait(row))
  if (await keepsOutDecided(env.db, reading.isProtected, row))
    return end(run, 'refused', { code: 'protected' })
  const [obstacle] = body.obstacles
  if (obstacle) return end(run, 'refused', { code: obstacle.key })
  if (definition.takenWithCall) {
    const taken = { ...row, state: 'sending' as const, attempts: row.attempts + 1 }
    return send({ ...run, row: taken }, effectContext(env, taken, run.signal, { attempt, taking: true }))
  }
  const sending = await begin(run)
  return sending ? send({ ...run, row: sending }, effectContext(env, sending, run.signal, { attempt })) : 0
}

/** What it is about went away since it was written down, or cannot be read for now. */
function whyNotPlanned(error: unknown): { refused: 'not_found' | 'unavailable' } {
  if (error instanceof DomainError && (error.code === 'not_found' || error.code === 'unavailable'))
    return { refused: error.code }
  throw error
}

/** Whether something that comes first has yet to end. However it ends, this row goes on then. */
async function isFirstUnderWay({ env, row }: Run): Promise<boolean> {
  const open = { firstForId: row.id, settledAt: null }
  return (await env.db.prisma.ledgerRow.findFirst({ where: open, select: { id: true } })) !== null
}

/** Found in `sending`: whoever worked it is gone. A call under way may still land, so its end is not known. */
async function whileSending(run: Run): Promise<StepResult> {
  if (inFlightOf(run.row)) return toUnknown(run, 'interrupted')
  return await sendAgain(run)
}

/** Ends when the effect is seen, or is sent again once a late call can no longer land. */
async function whileUnknown(run: Run): Promise<StepResult> {
  const { env, row } = run
  const ctx = effectContext(env, row, run.signal)
  const verdict = await readBack(run, row, ctx)
  if (verdict?.kind === 'holds') return held(run, verdict, row)
  if (verdict) await noteReadBack(env, row, verdict.code)
  const call = inFlightOf(row)
  const settled = call === null ? 0 : call.at + env.config.settleMs - Date.now()
  if (settled > 0) return wait(run, 'reading_back', Math.min(READ_BACK_MS, settled))
  if (row.setbacks >= MOST_SETBACKS) return end(run, 'failed', outcomeOf(verdict))
  return await sendAgain(run)
}

async function sendAgain(run: Run): Promise<StepResult> {
  const row = await begin(run)
  return row ? send({ ...run, row }, effectContext(run.env, row, run.signal)) : 0
}

/** Keeps, applies and reads back. The row is in `sending` and this worker's, or is so with the first write. */
async function send(run: Run, ctx: AttemptContext): Promise<StepResult> {
  const { env, row, definition, intent } = run
  try {
    // Kept once: read again after our own call, the state before it would be lost.
    const kept = row.kept ?? (await definition.keep(ctx, intent))
    if (row.kept === null) ctx.keep(kept)
    const before = await definition.verify(ctx, intent, kept)
    if (before.kind === 'holds') return held(run, before, ctx.known(), ctx)
    await applyPatiently(run, ctx, kept)
    const after = await definition.verify(ctx, intent, kept)
    if (after.kind === 'holds') return held(run, after, ctx.known(), ctx)
    await ctx.catchUp()
    await noteReadBack(env, row, after.code)
    return toUnknown(run, after.code)
  } catch (error) {
    return sendingFailed(run, ctx, error)
  }
}

/** Applies; where OpenIM has to finish something first (a purge), waits for it within the same attempt. */
async function applyPatiently(
  { definition, intent, signal }: Run,
  ctx: EffectContext,
  kept: unknown,
): Promise<void> {
  const end = Date.now() + MOST_PATIENCE_MS
  for (;;) {
    try {
      return await definition.apply(ctx, intent, kept)
    } catch (error) {
      if (!(error instanceof NotYet) || Date.now() > end) throw error
      await ctx.progress(error.code, 0, 0)
      await new Promise((resolve) => setTimeout(resolve, error.ms))
      signal.throwIfAborted()
      newTurn(ctx.attempt)
    }
  }
}

/** What a failure while sending means. Neither yes nor no is believed: only a read-back ends it. */
async function sendingFailed(run: Run, ctx: AttemptContext, error: unknown): Promise<StepResult> {
  if (error instanceof RowLost) throw error
  if (run.signal.aborted) {
    // What was seen is told where it still can be; the reason to stop is the one that counts.
    await ctx.catchUp().catch(() => {})
    throw error
  }
  await ctx.catchUp()
  const known = ctx.known()
  if (error instanceof NotYet) return toUnknown(run, error.code)
  // Met before anything was sent it is a refusal; afterwards it is a failure, and says so.
  if (error instanceof Obstacle)
    return end(run, known.sentAt === null ? 'refused' : 'failed', { code: error.code, facts: error.facts })
  if (error instanceof NotSeen) return toUnknown(run, 'not_seen')
  if (!isOpenimError(error)) throw error
  if (error.kind === 'refused') return refusedByOpenim(run, known, error.code)
  if (isAway(error)) return toUnknown(run, 'waiting_for_openim', awayWait(run.row))
  return toUnknown(run, 'no_clear_answer')
}

async function refusedByOpenim(run: Run, known: Known, code: number | undefined): Promise<StepResult> {
  const verdict = await readBack(run, known, effectContext(run.env, run.row, run.signal))
  if (verdict?.kind === 'holds') return held(run, verdict, known)
  if (verdict) await noteReadBack(run.env, run.row, verdict.code)
  return end(run, 'failed', { code: 'openim_refused', facts: { code: code ?? 0 } })
}

/**
 * Reads OpenIM back with what was kept; null where nothing was kept, hence nothing sent, yet. Throws where OpenIM cannot
 * be read.
 */
async function readBack(run: Run, { kept }: Known, ctx: EffectContext): Promise<Verdict | null> {
  try {
    if (kept !== null) return await run.definition.verify(ctx, run.intent, kept)
    await run.definition.reach(ctx, run.row.subjectId)
    return null
  } catch (error) {
    if (error instanceof Obstacle) return { kind: 'absent', code: error.code, facts: error.facts }
    throw error
  }
}

const outcomeOf = (verdict: Verdict | null): Outcome =>
  verdict?.kind === 'absent' ? { code: verdict.code, facts: verdict.facts } : { code: 'not_seen' }

/** The effect was seen. Whether it is ours is told by whether anything was sent. */
async function held(
  run: Run,
  verdict: Verdict,
  { kept, sentAt }: Known,
  ctx?: AttemptContext,
): Promise<StepResult> {
  const desired = json.parse(run.definition.desired(run.intent.desiredBefore, run.row.input, kept))
  const to = sentAt === null ? 'already_so' : 'verified'
  const said = verdict.kind === 'holds' ? verdict : undefined
  const code = (to === 'already_so' ? said?.alreadyAs : said?.as) ?? to
  return end(run, to, { code, facts: verdict.facts }, { desired, kept }, ctx)
}

/** Ends the row, together with what `ctx` has not written down yet. */
async function end(
  { env, row }: Run,
  to: 'verified' | 'already_so' | 'failed' | 'refused',
  outcome: Outcome,
  holding: { desired?: DesiredJson; kept?: unknown } = {},
  ctx?: AttemptContext,
): Promise<StepResult> {
  const { id, state, attempts, subjectKind: kind, subjectId } = row
  const subject = { kind, id: subjectId }
  const fence = { from: state, attempts }
  const ending = { ledgerId: id, subject, ...fence, to, outcome, ...holding, actor: RUNNER, requestId: id }
  const call = ctx?.lastCall() ?? null
  // Before any call the row may not be taken yet.
  if (call === null) await ctx?.catchUp()
  if ((await settlePlain(env, row, ending, call)) !== 'not_plain') return 'next'
  await ctx?.catchUp()
  await env.db.prisma.$transaction((tx) => settle(env, tx, ending))
  return 'next'
}

/** Takes the row for one attempt; null where somebody else has. */
async function begin({ env, row }: Run): Promise<WorkedRow | null> {
  const sending = await takeRow(env.db, row)
  if (sending) await noteInterrupted(env, row)
  return sending
}

async function toUnknown({ env, row }: Run, code: string, ms = 0): Promise<StepResult> {
  await env.db.prisma.ledgerRow.updateMany({
    where: { id: row.id, state: 'sending', attempts: row.attempts },
    data: {
      state: 'unknown',
      outcome: { code, facts: {} },
      nextAt: new Date(Date.now() + ms),
      setbacks: { increment: 1 },
    },
  })
  return ms
}

/** Leaves the row as it is, says why it waits, and comes back in `ms`. */
async function wait({ env, row }: Run, code: string, ms: number): Promise<StepResult> {
  const { id, attempts } = row
  const data = { outcome: { code, facts: {} }, nextAt: new Date(Date.now() + ms) }
  await env.db.prisma.ledgerRow.updateMany({ where: { id, attempts, settledAt: null }, data })
  return ms
}

/** Longer the longer OpenIM has been away, told by how old the row's due time is. */
function awayWait(row: WorkedRow): number {
  const late = Date.now() - row.dueAt.getTime()
  return AWAY_WAITS_MS.find((ms) => late < ms * 4) ?? 10_000
}
