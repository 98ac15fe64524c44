import type { ActionEnv } from '@/server/actions/action-env'
import { CATALOGUE } from '@/server/actions/catalogue'
import { type PreparedIntent, prepareIntent } from '@/server/actions/intend'
import type { ActionName } from '@/server/actions/schema'
import { appendAudit } from '@/server/audit/append'
import { DomainError } from '@/server/errors'
import { accusedOf } from './accused'
import type { By } from './claim'
import { conclude } from './conclude'
import { intendTogether } from './intend-together'
import { recordDecision } from './record-decision'
import { keepingDraft } from './save-draft'
import type { DecideInput } from './schema'
import { subjectsOf } from './subject-of'

/** Set where one decision is made for several cases: what they have in common, and how much of each action there is. */
type Together = { id: string; among: ReadonlyMap<ActionName, { people: number; items: number }> }

/**
 * Decides a case about reports: by actions on what it is about, or, without any, as no violation. All is written in one
 * transaction: either the decision, its actions and their audit stand, or nothing does. The case stays `decided` until
 * all its actions are settled (follow-ledger.ts).
 * Throws DomainError `conflict` (the case, a subject or the policy changed, an obstacle), `not_found`, `invalid` (the
 * case is about no such thing, the same action twice, input), `forbidden`, `unavailable`; after a conflict what was
 * typed is kept as a draft.
 */
export async function decideCase(
  env: ActionEnv,
  by: By,
  input: DecideInput,
  together?: Together,
): Promise<{ ledgerIds: string[] }> {
  return await keepingDraft(env.db, by.actor.id, input, async () => {
    await refuseStrangers(env, input)
    // Planning reads OpenIM, so it comes before the transaction; the version it rests on is checked inside.
    const prepared = await Promise.all(
      input.actions.map((wanted) =>
        prepareIntent(env, by.actor, wanted, by.requestId, together?.among.get(wanted.action)),
      ),
    )
    return await env.db.prisma.$transaction((tx) => record(env, tx, by, input, prepared, together?.id))
  })
}

async function record(
  env: ActionEnv,
  tx: Parameters<typeof recordDecision>[0],
  by: By,
  input: DecideInput,
  prepared: readonly PreparedIntent[],
  togetherId: string | undefined,
): Promise<{ ledgerIds: string[] }> {
  const { caseId, reason, notify } = input
  const acts = prepared.length > 0
  const { before, after, decisionId, policy } = await recordDecision(
    tx,
    by.actor,
    { ...input, togetherId },
    { type: acts ? 'act' : 'dismiss' },
  )
  const ledgerIds = await intendTogether(env, tx, prepared, { ...by, reason, caseId, decisionId })
  await appendAudit(tx, {
    ...by,
    action: acts ? 'case.acted' : 'case.dismissed',
    subject: accusedOf(before),
    before: { state: before.state },
    after: {
      state: after.state,
      epoch: after.epoch,
      ...(policy && { policy: policy.id, policyVersion: policy.version, policyHash: policy.hash }),
      ...(acts && {
        actions: prepared.map(({ request: { action, subjectId } }) => `${action} ${subjectId}`),
      }),
      notify,
    },
    personal: { reason },
    ledgerId: ledgerIds[0],
    caseId,
  })
  if (!acts) await conclude(tx, decisionId)
  return { ledgerIds }
}

/** Each action is once, and on something that the case is about. */
async function refuseStrangers({ db }: ActionEnv, { caseId, actions }: DecideInput): Promise<void> {
  const row = await db.prisma.case.findUnique({
    where: { id: caseId },
    select: {
      type: true,
      subjects: { select: { kind: true, key: true, groupId: true, userId: true } },
    },
  })
  if (!row) throw new DomainError('not_found', 'not_found')
  if (row.type !== 'report') throw new DomainError('invalid', 'case_is_review', { field: 'caseId' })
  for (const [at, { action, subjectId }] of actions.entries()) {
    const { kind } = CATALOGUE[action]
    if (!subjectsOf(row.subjects, kind).includes(subjectId)) {
      const reason = kind === 'group' ? 'case_has_no_group' : 'case_has_no_such_subject'
      throw new DomainError('invalid', reason, { field: `actions.${at}.subjectId` })
    }
    const isFirst = actions.findIndex((one) => one.action === action && one.subjectId === subjectId) === at
    if (!isFirst) throw new DomainError('invalid', 'action_twice', { field: `actions.${at}.action` })
  }
}
