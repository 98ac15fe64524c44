import type { ActionEnv } from '@/server/actions/action-env'
import { intend, prepareIntent } from '@/server/actions/intend'
import type { ActionName } from '@/server/actions/schema'
import { appendAudit } from '@/server/audit/append'
import { DomainError } from '@/server/errors'
import { accusedOf } from './accused'
import type { By } from './claim'
import { type DecideInput, decide } from './decide'
import { keepingDraft } from './save-draft'

export type ActInput = DecideInput & { action: ActionName; input: unknown; plannedVersion: number }

/**
 * Decides a case by an action on its group. The case stays `decided` until the action is settled (follow-ledger.ts).
 * Throws DomainError `conflict` (the case or the group changed, an obstacle), `not_found`, `invalid` (no group, input),
 * `forbidden`, `unavailable`; after a conflict what was typed is kept as a draft.
 */
export async function actOnCase(env: ActionEnv, by: By, input: ActInput): Promise<{ ledgerId: string }> {
  const { caseId, action, reason, plannedVersion } = input
  return await keepingDraft(env.db, by.actor.id, input, async () => {
    const subjectId = await groupOf(env, caseId)
    const request = { action, subjectId, input: input.input, plannedVersion }
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
        after: { state: after.state, epoch: after.epoch, action, groupId: subjectId, plannedVersion },
        personal: { reason },
        ledgerId,
        caseId,
      })
      return { ledgerId }
    })
  })
}

async function groupOf({ db }: ActionEnv, caseId: string): Promise<string> {
  const row = await db.prisma.case.findUnique({ where: { id: caseId }, select: { groupId: true } })
  if (!row) throw new DomainError('not_found', 'not_found')
  if (row.groupId === null) throw new DomainError('invalid', 'case_has_no_group', { field: 'action' })
  return row.groupId
}
