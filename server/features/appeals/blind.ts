import { z } from 'zod'
import type { Db } from '@/server/db/client'
import type { Case } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'
import {
  CASE_TYPES,
  type CaseDetail,
  type CaseOutcome,
  type CaseReport,
} from '@/server/features/cases/schema'
import { AFTER_DECISION } from '@/server/features/notices/settings'
import { readSetting } from '@/server/settings'

type Reviewing = Pick<Case, 'type' | 'state' | 'epoch' | 'verdictIn' | 'verdictEpoch'>

/** Whether the first verdict is hidden in a case that looks at it again: until the second one is in. */
export async function isBlind(
  prisma: Db['prisma'],
  { type, state, epoch, verdictIn, verdictEpoch }: Reviewing,
): Promise<boolean> {
  if (type === 'report' || state !== 'open') return false
  if (verdictIn !== null && verdictEpoch === epoch) return false
  if (type === 'sample') return true
  return (await readSetting(prisma, AFTER_DECISION)).value.blindAppeals
}

/** What tells somebody a verdict that they are about to give again: the cases it was given in, and what those are about. */
export type Hidden = {
  caseIds: ReadonlySet<string>
  groupIds: ReadonlySet<string>
  userIds: ReadonlySet<string>
}

const hiddenRows = z.array(
  z.object({
    type: z.enum(CASE_TYPES),
    case_id: z.string(),
    groups: z.array(z.string()),
    users: z.array(z.string()),
  }),
)

/**
 * What is hidden from this person: everything about the decisions that they hold to look at again, blind. Nothing for
 * nearly everybody, and that is read from an index.
 */
export async function hiddenFrom({ prisma }: Pick<Db, 'prisma'>, staffId: string): Promise<Hidden> {
  const found = await prisma.$queryRaw`
    SELECT again.type::text, first.case_id,
           array(SELECT DISTINCT group_id FROM case_subject WHERE case_id = first.case_id AND group_id IS NOT NULL) AS groups,
           array(SELECT DISTINCT user_id FROM case_subject WHERE case_id = first.case_id AND user_id IS NOT NULL) AS users
    FROM "case" AS again JOIN decision AS first ON first.id = again.review_of_id
    WHERE again.state = 'open' AND again.verdict_epoch IS DISTINCT FROM again.epoch
      AND (again.claimed_by_id = ${staffId}::uuid OR again.assigned_to_id = ${staffId}::uuid)`
  const rows = hiddenRows.parse(found)
  const appeals = rows.some(({ type }) => type === 'appeal') && (await isBlind(prisma, OPEN_APPEAL))
  const blind = rows.filter(({ type }) => type === 'sample' || appeals)
  return {
    caseIds: new Set(blind.map(({ case_id }) => case_id)),
    groupIds: new Set(blind.flatMap(({ groups }) => groups)),
    userIds: new Set(blind.flatMap(({ users }) => users)),
  }
}

const OPEN_APPEAL = { type: 'appeal', state: 'open', epoch: 0, verdictIn: null, verdictEpoch: null } as const

/** Refuses what would tell somebody a hidden verdict. Throws DomainError `forbidden` / `hidden_while_blind`. */
export async function refuseHidden(
  db: Pick<Db, 'prisma'>,
  staffId: string,
  about: { caseId?: string | null | undefined; groupId?: string; userId?: string },
): Promise<void> {
  const { caseIds, groupIds, userIds } = await hiddenFrom(db, staffId)
  const isHidden =
    caseIds.has(about.caseId ?? '') || groupIds.has(about.groupId ?? '') || userIds.has(about.userId ?? '')
  if (isHidden) throw new DomainError('forbidden', 'hidden_while_blind')
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
    reportsList: withoutOutcome(shown.reportsList, first.outcome),
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

/** A case beside whose history stands what was decided in a hidden one. Pure. */
export function withoutHidden(shown: CaseDetail, numbers: ReadonlySet<number>): CaseDetail {
  if (numbers.size === 0) return shown
  const { priors } = shown.subject
  const hidden = shown.history.filter(({ number }) => numbers.has(number))
  const count = (outcome: CaseOutcome) =>
    hidden.filter((one) => !one.overturned && one.outcome === outcome).length
  return {
    ...shown,
    history: shown.history.map((one) =>
      numbers.has(one.number) ? { ...one, outcome: null, actions: [] } : one,
    ),
    subject: {
      ...shown.subject,
      priors: {
        ...priors,
        acted: Math.max(0, priors.acted - count('acted')),
        dismissed: Math.max(0, priors.dismissed - count('dismissed')),
      },
    },
  }
}

/** A case that looks again, without what became of its messages and people since. Pure. */
export const withoutSince = (shown: CaseDetail): CaseDetail => ({
  ...shown,
  evidence: { ...shown.evidence, sightings: [] },
})

/** Reports whose senders' record does not count what became of this one. Pure. */
export function withoutOutcome(reports: readonly CaseReport[], outcome: CaseOutcome | null): CaseReport[] {
  const less = (of: CaseOutcome, count: number) => (outcome === of ? Math.max(0, count - 1) : count)
  return reports.map((report) => {
    const { reporter } = report
    const { upheld, dismissed } = reporter
    const counts = { upheld: less('acted', upheld), dismissed: less('dismissed', dismissed) }
    return { ...report, reporter: { ...reporter, ...counts } }
  })
}

/** A decided case, without its verdict. Pure. */
export const withoutVerdict = (shown: CaseDetail): CaseDetail => ({
  ...shown,
  reportsList: withoutOutcome(shown.reportsList, shown.outcome),
  outcome: null,
  decision: null,
  ledger: [],
})
