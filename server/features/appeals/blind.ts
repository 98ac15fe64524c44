import type { Db } from '@/server/db/client'
import type { Case } from '@/server/db/generated/client'
import type { CaseDetail, CaseOutcome } from '@/server/features/cases/schema'
import { AFTER_DECISION } from '@/server/features/notices/settings'
import { readSetting } from '@/server/settings'

/** Whether the first verdict is hidden in a case that looks at it again: until the second one is in. */
export async function isBlind(
  prisma: Db['prisma'],
  { type, state }: Pick<Case, 'type' | 'state'>,
): Promise<boolean> {
  if (type === 'report' || state !== 'open') return false
  if (type === 'sample') return true
  return (await readSetting(prisma, AFTER_DECISION)).value.blindAppeals
}

/** Whether this person is looking again, blind, at what was decided in a case: they do not see its verdict there either. */
export async function looksBlindAt(prisma: Db['prisma'], staffId: string, caseId: string): Promise<boolean> {
  const reviews = await prisma.case.findMany({
    where: { claimedById: staffId, state: 'open', reviewOf: { caseId } },
    select: { type: true, state: true },
  })
  for (const review of reviews) if (await isBlind(prisma, review)) return true
  return false
}

type First = { number: number; outcome: CaseOutcome | null } | null | undefined

/** A case that looks again, without what its history tells of the first verdict. Pure. */
export function withoutFirst(shown: CaseDetail, first: First): CaseDetail {
  if (!first) return shown
  const { priors } = shown.subject
  const counted = shown.history.some(({ number, overturned }) => number === first.number && !overturned)
  const less = (outcome: CaseOutcome) => (counted && first.outcome === outcome ? 1 : 0)
  return {
    ...shown,
    history: shown.history.filter(({ number }) => number !== first.number),
    subject: {
      ...shown.subject,
      priors: {
        ...priors,
        cases: Math.max(0, priors.cases - 1),
        acted: Math.max(0, priors.acted - less('acted')),
        dismissed: Math.max(0, priors.dismissed - less('dismissed')),
      },
    },
  }
}

/** A decided case, without its verdict. Pure. */
export const withoutVerdict = (shown: CaseDetail): CaseDetail => ({
  ...shown,
  outcome: null,
  decision: null,
  ledger: [],
})
