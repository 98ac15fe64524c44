import type { Tx } from '@/server/db/client'
import type { Case, Decision } from '@/server/db/generated/client'
import { readReason } from '@/server/features/desk/read'
import { deadlineOf } from '@/server/features/desk/route-case'

type Reviewed = Pick<Decision, 'id' | 'staffId'> & { case: Case }

/**
 * Opens the case in which a decision is looked at again: where the first one waited, with a deadline of its own. Whoever
 * decided, agreed as a second person or looked at it before cannot take it.
 */
export async function openReview(
  tx: Tx,
  type: 'appeal' | 'sample',
  { id, case: first }: Reviewed,
): Promise<Case> {
  const now = Date.now()
  const reason = await readReason(tx, first.reason)
  const opened = await tx.case.create({
    data: {
      ...copyOf(first),
      type,
      reviewOfId: id,
      openedAt: new Date(now),
      lastReportAt: new Date(now),
      deadlineAt: new Date(reason ? deadlineOf(reason, now) : now + 86_400_000),
    },
  })
  await tx.$executeRaw`
    INSERT INTO case_excluded (case_id, staff_id)
    SELECT ${opened.id}::uuid, staff_id FROM (
      SELECT staff_id FROM decision WHERE id = ${id}::uuid
      UNION
      SELECT decided_by_id FROM approval AS a JOIN ledger AS l ON l.id = a.ledger_id
      WHERE l.decision_id = ${id}::uuid AND decided_by_id IS NOT NULL
      UNION
      SELECT d.staff_id FROM decision AS d JOIN "case" AS c ON c.id = d.case_id
      WHERE c.review_of_id = ${id}::uuid AND d.revoked_at IS NULL
    ) AS excluded`
  return opened
}

/** What it is about, and where it waits. */
function copyOf(first: Case) {
  const { subjectKind, subjectKey, groupId, userId, conversationId, messageSeq, clientMsgId } = first
  const { subjectName, contextName, faceUrl, reason, severity, reportsCount, queueId } = first
  const { urgency, language, automated } = first
  return {
    subjectKind,
    subjectKey,
    groupId,
    userId,
    conversationId,
    messageSeq,
    clientMsgId,
    subjectName,
    contextName,
    faceUrl,
    reason,
    severity,
    reportsCount,
    queueId,
    urgency,
    language,
    automated,
  }
}
