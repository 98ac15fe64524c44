import type { ActionEnv } from '@/server/actions/action-env'
import { type PreparedIntent, prepareIntent } from '@/server/actions/intend'
import { planAction } from '@/server/actions/plan'
import { appendAudit } from '@/server/audit/append'
import type { Tx } from '@/server/db/client'
import type { Case } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'
import { accusedOf } from '@/server/features/cases/accused'
import type { By } from '@/server/features/cases/claim'
import { conclude } from '@/server/features/cases/conclude'
import { intendTogether } from '@/server/features/cases/intend-together'
import { recordDecision, type Verdict } from '@/server/features/cases/record-decision'
import { reopen } from '@/server/features/cases/reopen'
import { keepingDraft } from '@/server/features/cases/save-draft'
import { isBlind } from './blind'
import { inversesOf } from './inverses'
import type { DecideReviewInput } from './schema'

type Inverses = { prepared: PreparedIntent; inverseOfId: string }[]

/**
 * Gives the second verdict on a decision. The same as the first upholds it, and may take single measures back that went
 * too far. Another overturns it: what it did is taken
 * back by the inverse actions, in the same transaction; where it had found nothing, its case is open again, in the hands
 * of whoever overturned it. Throws DomainError `invalid` / `case_not_review`, `conflict` (the newer state, an obstacle to
 * taking something back), `forbidden`, `not_found`, `unavailable`; after a conflict what was typed is kept as a draft.
 */
export async function decideReview(
  env: ActionEnv,
  by: By,
  input: DecideReviewInput,
): Promise<{ overturned: boolean; ledgerIds: string[] }> {
  return await keepingDraft(env.db, by.actor.id, input, async () => {
    const review = await env.db.prisma.case.findUnique({
      where: { id: input.caseId },
      include: { reviewOf: { include: { ledger: true } } },
    })
    if (!review) throw new DomainError('not_found', 'not_found')
    const first = review.reviewOf
    if (!first) throw new DomainError('invalid', 'case_not_review', { field: 'caseId' })
    if (review.verdictEpoch === input.epoch && review.verdictIn !== input.violation)
      throw new DomainError('conflict', 'verdict_is_in')
    const overturned = input.violation !== (first.outcome === 'acted')
    const inverses = await inversesFor(env, by, input, { review, first, overturned })
    return await env.db.prisma.$transaction(async (tx) => {
      const ledgerIds = await record(env, tx, by, input, { overturned, inverses })
      if (overturned && first.outcome === 'dismissed') await openAgain(tx, by, first.caseId)
      return { overturned, ledgerIds }
    })
  })
}

type Rows = Parameters<typeof inversesOf>[1]

/** All that was done, where it breaks no rule; else single measures, by whoever knows of them. */
async function inversesFor(
  env: ActionEnv,
  by: By,
  { takeBack = [] }: DecideReviewInput,
  of: { review: Case; first: { outcome: string; ledger: Rows }; overturned: boolean },
): Promise<Inverses> {
  const { review, first, overturned } = of
  if (first.outcome !== 'acted') return []
  if (overturned) return await prepareInverses(env, by, first.ledger)
  if (takeBack.length === 0) return []
  if (await isBlind(env.db.prisma, review)) throw new DomainError('forbidden', 'hidden_while_blind')
  const chosen = new Set(takeBack)
  const inverses = await prepareInverses(env, by, first.ledger, chosen)
  // All of it or nothing: whoever chose it sees anew what can be taken back.
  if (inverses.length < chosen.size) throw new DomainError('conflict', 'subject_changed')
  return inverses
}

async function prepareInverses(
  env: ActionEnv,
  by: By,
  rows: Rows,
  only?: ReadonlySet<string>,
): Promise<Inverses> {
  const inverses = await inversesOf(env.db.prisma, rows, only)
  return await Promise.all(
    inverses.map(async ({ request, inverseOfId }) => {
      const { version } = await planAction(env, request, by.requestId)
      const prepared = await prepareIntent(
        env,
        by.actor,
        { ...request, plannedVersion: version },
        by.requestId,
      )
      return { prepared, inverseOfId }
    }),
  )
}

async function record(
  env: ActionEnv,
  tx: Tx,
  by: By,
  input: DecideReviewInput,
  { overturned, inverses }: { overturned: boolean; inverses: Inverses },
): Promise<string[]> {
  const { caseId, reason, violation } = input
  const acts = inverses.length > 0
  const verdict: Verdict = overturned ? { type: 'overturn', acts } : { type: 'uphold', acts }
  const { before, after, decisionId } = await recordDecision(tx, by.actor, input, verdict)
  const ledgerIds = await intendTogether(
    env,
    tx,
    inverses.map(({ prepared }) => prepared),
    { ...by, reason, caseId, decisionId },
    inverses.map(({ inverseOfId }) => inverseOfId),
  )
  await appendAudit(tx, {
    ...by,
    action: overturned ? 'case.overturned' : 'case.upheld',
    subject: accusedOf(before),
    before: { state: before.state },
    after: { state: after.state, epoch: after.epoch, violation, ...(acts && { tookBack: inverses.length }) },
    personal: { reason },
    ledgerId: ledgerIds[0],
    caseId,
  })
  if (!acts) await conclude(tx, decisionId)
  return ledgerIds
}

/** Where another case about the same is open, that one decides. */
async function openAgain(tx: Tx, by: By, caseId: string): Promise<void> {
  const row = await tx.case.findUnique({ where: { id: caseId }, include: { subjects: true } })
  if (row?.state !== 'closed' || row.mergedIntoId !== null) return
  const other = await tx.caseSubject.findFirst({
    where: { open: true, OR: row.subjects.map(({ kind, key }) => ({ kind, key })) },
    select: { id: true },
  })
  if (!other) await reopen(tx, by, caseId)
}
