import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { actionName } from '@/server/actions/schema'
import { appendAudit } from '@/server/audit/append'
import { sealers } from '@/server/audit/personal'
import { system } from '@/server/auth/actor'
import type { Tx } from '@/server/db/client'
import type { Prisma } from '@/server/db/generated/client'
import { accusedOf } from '@/server/features/cases/accused'
import { listTemplates } from '@/server/features/desk/config'
import { localised } from '@/server/features/desk/schema'
import { enqueue } from '@/server/jobs/enqueue'
import { readSetting } from '@/server/settings'
import { type AboutWhat, type Done, type Facts, languageFor, toPerson, toReporter } from './compose'
import { personsOf, reportersOf } from './recipients'
import type { NoticeKind, NoticeLanguage } from './schema'
import { AFTER_DECISION } from './settings'

const NOTICES = system('notices')

export const DECISION_INCLUDE = {
  case: { include: { appeal: true } },
  policyVersion: true,
  ledger: { orderBy: { id: 'asc' } },
} as const satisfies Prisma.DecisionInclude
type FullDecision = Prisma.DecisionGetPayload<{ include: typeof DECISION_INCLUDE }>

type Wanted = { userId: string; kind: NoticeKind; language: NoticeLanguage; text: (number: string) => string }

/**
 * Writes down who is told of a decision that holds, in which words; what is written is sent by jobs of its own. Told are
 * those that the decision says, and those who were told of an earlier decision of the same case: that was corrected.
 * Somebody is told of a decision once, however often this runs.
 */
export async function writeNotices(tx: Tx, decision: FullDecision): Promise<void> {
  const wanted = decision.case.type === 'report' ? await ofReport(tx, decision) : await ofReview(tx, decision)
  if (wanted.length === 0) return
  const seal = await sealers(
    tx,
    wanted.map(({ userId }) => ({ kind: 'user', id: userId })),
  )
  const rows = wanted.flatMap(({ userId, kind, language, text }) => {
    const number = opaqueNumber()
    const body = seal({ kind: 'user', id: userId }, text(number))
    // Whoever was erased is told nothing.
    if (body === null) return []
    return [
      {
        number,
        decisionId: decision.id,
        caseId: decision.caseId,
        userId,
        kind,
        language,
        body: new Uint8Array(body),
      },
    ]
  })
  const written = await tx.notice.createManyAndReturn({
    data: rows,
    skipDuplicates: true,
    select: { id: true, kind: true },
  })
  if (written.length === 0) return
  for (const { id } of written) await enqueue(tx, 'notices.send', { noticeId: id }, `notice:${id}`)
  await appendAudit(tx, {
    actor: NOTICES,
    action: 'notice.written',
    subject: accusedOf(decision.case),
    after: countsOf(written),
    requestId: decision.id,
    caseId: decision.caseId,
  })
}

function countsOf(written: readonly { kind: NoticeKind }[]) {
  const groups = Map.groupBy(written, ({ kind }) => kind)
  return Object.fromEntries([...groups].map(([kind, rows]) => [kind, rows.length]))
}

/** Says nothing by itself. */
const opaqueNumber = () => randomBytes(9).toString('base64url').replaceAll(/[-_]/g, 'x').toUpperCase()

async function ofReport(tx: Tx, decision: FullDecision): Promise<Wanted[]> {
  const { case: about, notifyReporter, notifyPerson } = decision
  const context = await contextOf(tx, decision, about.id)
  const { told, facts, reporter, person } = context
  const persons = (await personsOf(tx, about.id)).filter(
    (userId) => told.has(userId) || (notifyPerson && acted(facts)),
  )
  const reporters = (await reportersOf(tx, about.id)).filter(
    ({ user_id }) => told.has(user_id) || notifyReporter,
  )
  return once([
    ...persons.map((userId) => {
      const kind = told.has(userId) ? ('correction' as const) : ('statement' as const)
      return person(userId, kind, acted(facts) ? 'statement' : 'statement_corrected')
    }),
    ...reporters.map((one) => {
      const again = told.has(one.user_id)
      const template = acted(facts) ? 'outcome_upheld' : 'outcome_dismissed'
      return reporter(one, again ? 'correction' : 'outcome', again ? 'outcome_corrected' : template)
    }),
  ])
}

/** What a second look came to: whoever appealed hears of it, and where it was overturned, everybody who was told before. */
async function ofReview(tx: Tx, decision: FullDecision): Promise<Wanted[]> {
  const { case: review } = decision
  const first = await tx.decision.findUnique({
    where: { id: review.reviewOfId ?? '' },
    include: DECISION_INCLUDE,
  })
  if (!first) return []
  const overturned = review.outcome === 'overturned'
  // Where no violation was found wrong, the case is open again: its next decision corrects.
  if (overturned && first.outcome === 'dismissed') return []
  // Upheld, but single measures went too far: whoever they concern hears which.
  const eased = !overturned && decision.ledger.length > 0
  const { told, reporter, person } = await contextOf(tx, overturned || eased ? decision : first, first.caseId)
  const appellant = review.appeal?.userId
  const hears = (userId: string) => userId === appellant || (overturned && told.has(userId))
  const statement = overturned ? 'statement_corrected' : eased ? 'statement_eased' : 'statement_upheld'
  const kind = overturned ? 'correction' : 'review'
  const persons = (await personsOf(tx, first.caseId)).filter(
    (userId) => hears(userId) || (eased && told.has(userId)),
  )
  const reporters = (await reportersOf(tx, first.caseId)).filter(({ user_id }) => hears(user_id))
  return once([
    ...persons.map((userId) => person(userId, kind, statement)),
    ...reporters.map((one) => reporter(one, kind, overturned ? 'outcome_corrected' : 'outcome_dismissed')),
  ])
}

const acted = ({ outcome }: Pick<Facts, 'outcome'>) => outcome === 'acted'

/** Everybody once, as what they are named first. */
const once = (wanted: readonly Wanted[]): Wanted[] => [
  ...new Map(wanted.toReversed().map((one) => [one.userId, one])).values(),
]

/** What all notices of a decision have in common; `caseId` is the case that was reported. */
async function contextOf(tx: Tx, decision: FullDecision, caseId: string) {
  // One after the other: a transaction has one connection.
  const { value: setting } = await readSetting(tx, AFTER_DECISION)
  const templates = await listTemplates(tx)
  const root = await tx.case.findUniqueOrThrow({ where: { id: caseId } })
  const told = await toldBefore(tx, decision.id, caseId)
  const texts = (id: string) => templates.find((template) => template.id === id)?.texts ?? { en: '' }
  const language = (tag: string) => languageFor(tag || root.language, setting.language)
  const facts: Facts = {
    decidedAt: decision.decidedAt.getTime(),
    outcome: decision.outcome === 'acted' || decision.outcome === 'upheld' ? 'acted' : 'dismissed',
    actions: decision.ledger.map(doneBy),
    about: aboutWhat(root),
    policy: decision.policyVersion && {
      names: localised.parse(decision.policyVersion.names),
      texts: localised.parse(decision.policyVersion.texts),
    },
    appealDays: setting.appealDays,
  }
  return {
    told,
    facts,
    person(userId: string, kind: NoticeKind, template: string): Wanted {
      const tongue = language('')
      return {
        userId,
        kind,
        language: tongue,
        text: (number) => toPerson(texts(template), tongue, facts, number),
      }
    },
    reporter(one: Reporter, kind: NoticeKind, template: string): Wanted {
      const tongue = language(one.language)
      return {
        userId: one.user_id,
        kind,
        language: tongue,
        text: () => toReporter(texts(template), tongue, facts, one),
      }
    },
  }
}

type Reporter = Awaited<ReturnType<typeof reportersOf>>[number]

/** Who was told of another decision of this case, or of a second look at one. */
async function toldBefore(tx: Tx, decisionId: string, caseId: string): Promise<ReadonlySet<string>> {
  const rows = await tx.notice.findMany({
    where: {
      decisionId: { not: decisionId },
      decision: { OR: [{ caseId }, { case: { reviewOf: { caseId } } }] },
    },
    select: { userId: true },
  })
  return new Set(rows.map(({ userId }) => userId))
}

const until = z.object({ until: z.number() })

function doneBy({ action, input }: FullDecision['ledger'][number]): Done {
  return { action: actionName.parse(action), until: until.safeParse(input).data?.until ?? null }
}

function aboutWhat(root: Prisma.CaseGetPayload<object>): AboutWhat {
  return {
    kind: root.subjectKind,
    group: root.subjectKind === 'group' ? root.subjectName : root.contextName,
  }
}
