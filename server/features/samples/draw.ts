import { createHash } from 'node:crypto'
import { appendAudit } from '@/server/audit/append'
import { system } from '@/server/auth/actor'
import type { Tx } from '@/server/db/client'
import type { Case, Decision } from '@/server/db/generated/client'
import { openReview } from '@/server/features/appeals/open-review'
import { accusedOf } from '@/server/features/cases/accused'
import { AFTER_DECISION } from '@/server/features/notices/settings'
import { readSetting } from '@/server/settings'

const SAMPLES = system('samples')
const WHOLE = 2 ** 32

/** Whether a decision is one of those `percent` in a hundred. By its id alone: asked again, the answer is the same. Pure. */
export function isDrawn(decisionId: string, percent: number): boolean {
  const value = createHash('sha256').update(`sample ${decisionId}`).digest().readUInt32BE(0)
  return value < (percent / 100) * WHOLE
}

/** Lets a second person decide a closed case again, blind, where it is drawn. Once, however often this runs. */
export async function drawSample(tx: Tx, decision: Decision & { case: Case }): Promise<void> {
  if (decision.case.type !== 'report') return
  const { value } = await readSetting(tx, AFTER_DECISION)
  if (!isDrawn(decision.id, value.samplePercent)) return
  const earlier = await tx.case.findFirst({
    where: { reviewOfId: decision.id, type: 'sample' },
    select: { id: true },
  })
  if (earlier) return
  const opened = await openReview(tx, 'sample', decision)
  await appendAudit(tx, {
    actor: SAMPLES,
    action: 'sample.drawn',
    subject: accusedOf(opened),
    after: { of: decision.case.number, case: opened.number },
    requestId: decision.id,
    caseId: opened.id,
  })
}
