import type { ActionEnv } from '@/server/actions/action-env'
import { CATALOGUE } from '@/server/actions/catalogue'
import { intend, prepareIntent } from '@/server/actions/intend'
import type { ActionName } from '@/server/actions/schema'
import { appendAudit } from '@/server/audit/append'
import { DomainError } from '@/server/errors'
import { accusedOf } from './accused'
import type { By } from './claim'
import { type DecideInput, decide } from './decide'
import { keepingDraft } from './save-draft'
import { subjectOf } from './subject-of'

export type ActInput = DecideInput & {
  action: ActionName
  input: unknown
  plannedVersion: number
  /** Done at once where a second person would have to agree; every owner is told. */
  emergency?: boolean | undefined
}

/**
 * Decides a case by an action on what it is about. The case stays `decided` until the action is settled (follow-ledger.ts).
 * Throws DomainError `conflict` (the case or its subject changed, an obstacle), `not_found`, `invalid` (the case is about
 * no such thing, input), `forbidden`, `unavailable`; after a conflict what was typed is kept as a draft.
 */
export async function actOnCase(env: ActionEnv, by: By, input: ActInput): Promise<{ ledgerId: string }> {
  const { caseId, action, reason, plannedVersion, emergency } = input
  return await keepingDraft(env.db, by.actor.id, input, async () => {
    const subjectId = await actedOn(env, caseId, action)
    const request = { action, subjectId, input: input.input, plannedVersion, emergency }
    // Planning reads OpenIM, so it comes before the transaction; the version it rests on is checked inside.
    const prepared = await prepareIntent(env, by.actor, request, by.requestId)
    return await env.db.prisma.$transaction(async (tx) => {
      const { before, after, decisionId } = await decide(tx, by.actor, input, 'acted')
      const { ledgerId } = await intend(env, tx, prepared, { ...by, reason, caseId, decisionId })
      await appendAudit(tx, {
        ...by,
        action: 'case.acted',
        subject: accusedOf(before),
        before: { state: before.state },
        after: { state: after.state, epoch: after.epoch, action, subjectId, plannedVersion },
        personal: { reason },
        ledgerId,
        caseId,
      })
      return { ledgerId }
    })
  })
}

async function actedOn({ db }: ActionEnv, caseId: string, action: ActionName): Promise<string> {
  const { kind } = CATALOGUE[action]
  const row = await db.prisma.case.findUnique({ where: { id: caseId } })
  if (!row) throw new DomainError('not_found', 'not_found')
  const subjectId = subjectOf(row, kind)
  if (subjectId !== null) return subjectId
  const reason = kind === 'group' ? 'case_has_no_group' : 'case_has_no_such_subject'
  throw new DomainError('invalid', reason, { field: 'action' })
}
