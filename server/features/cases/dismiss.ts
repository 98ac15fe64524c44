import { appendAudit } from '@/server/audit/append'
import type { Db } from '@/server/db/client'
import { accusedOf } from './accused'
import type { By } from './claim'
import { type DecideInput, decide } from './decide'
import { keepingDraft } from './save-draft'

/**
 * Closes a case without doing anything about its subject.
 * Throws DomainError `conflict` with the facts of the newer state; what was typed is then kept as a draft.
 */
export async function dismissCase(db: Db, by: By, input: DecideInput): Promise<Record<string, never>> {
  return await keepingDraft(db, by.actor.id, input, () =>
    db.prisma.$transaction(async (tx) => {
      const { before, after } = await decide(tx, by.actor, input, 'dismissed')
      await appendAudit(tx, {
        ...by,
        action: 'case.dismissed',
        subject: accusedOf(before),
        before: { state: before.state },
        after: { state: after.state, epoch: after.epoch },
        personal: { reason: input.reason },
        caseId: input.caseId,
      })
      return {}
    }),
  )
}
