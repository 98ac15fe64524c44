import { createHash } from 'node:crypto'
import type { ActionEnv } from '@/server/actions/action-env'
import { weigh, weighed } from '@/server/actions/approval/settings'
import { inParallel } from '@/server/actions/batch/in-parallel'
import { CATALOGUE } from '@/server/actions/catalogue'
import { noteReading } from '@/server/actions/message/note-read'
import { type PlanOfAction, planAction, planFor } from '@/server/actions/plan'
import type { Plan } from '@/server/actions/schema'
import { may } from '@/server/auth/permissions'
import { DomainError } from '@/server/errors'
import { heldByOther } from '@/server/features/cases/case-states'
import type { By } from '@/server/features/cases/claim'
import { caseNow } from '@/server/features/cases/move'
import { refuseStranger } from '@/server/features/cases/sight'
import { targetsOf } from '@/server/features/cases/targets'
import { isAway } from '@/server/openim/errors'
import { requestsFor } from './requests'
import { type CommonAction, type Left, MOST_REQUESTS, type PlannedCase, type TogetherPlan } from './schema'

/** How many plans are made at once: each reads OpenIM. */
const AT_ONCE = 6

type Planned = { action: CommonAction; subjectId: string; plan: PlanOfAction }

/**
 * Works out what one decision would do to several cases, and writes nothing: each is planned on its own subjects, and one
 * that cannot be decided with the others is left out and says why. Cases that this person may not see are not named.
 * Throws DomainError `invalid` (input, `actions_too_many`), `unavailable`.
 */
export async function planTogether(
  env: ActionEnv,
  by: By,
  { caseIds, actions }: { caseIds: readonly string[]; actions: readonly CommonAction[] },
): Promise<TogetherPlan> {
  const cases = await casesOf(env, by, [...new Set(caseIds)])
  const able = cases.filter(({ left }) => left === null)
  const wanted = requestsFor(able, actions, (action) => CATALOGUE[action].kind)
  const requests = wanted.flatMap((one) =>
    one.requests.map((request) => ({ ...request, caseId: one.caseId })),
  )
  if (requests.length > MOST_REQUESTS)
    throw new DomainError('invalid', 'actions_too_many', { field: 'actions' })
  const never = new AbortController().signal
  const planned = await inParallel(requests, AT_ONCE, never, async ({ action, subjectId, caseId }) => {
    const plan = await planOne(env, by, action, subjectId)
    return { caseId, action, subjectId, ...plan }
  })
  const shown = cases.map((one): PlannedCase => {
    const left = one.left ?? wanted.find(({ caseId }) => caseId === one.caseId)?.left ?? null
    const plans = planned.filter(({ caseId }) => caseId === one.caseId)
    const stopped = plans.find((plan) => plan.left)?.left ?? null
    const { epoch } = one
    return {
      ...one,
      left: left ?? stopped,
      planHash: hashOf(epoch, plans),
      requests: plans.map(({ action: { action }, subjectId, plan }) => ({
        action,
        subjectId,
        version: plan?.version ?? 0,
        people: plan?.people ?? 0,
      })),
    }
  })
  const going = new Set(shown.filter(({ left }) => left === null).map(({ caseId }) => caseId))
  const carried = planned.flatMap(({ caseId, plan, ...rest }) =>
    plan && going.has(caseId) ? [{ ...rest, plan }] : [],
  )
  return {
    cases: shown,
    ...(await sumsOf(env, by, carried)),
    reports: sum(shown.filter(({ left }) => !left)),
  }
}

const sum = (cases: readonly PlannedCase[]) => cases.reduce((all, { reports }) => all + reports, 0)

type OneCase = Omit<PlannedCase, 'planHash' | 'requests'>

/** In the order asked for; what this person may not know of is missing. */
async function casesOf({ db }: ActionEnv, { actor }: By, caseIds: readonly string[]): Promise<OneCase[]> {
  const rows = await db.prisma.case.findMany({
    where: { id: { in: [...caseIds] } },
    include: {
      subjects: { orderBy: [{ addedAt: 'asc' }, { id: 'asc' }] },
      claimedBy: { select: { name: true } },
    },
  })
  const found: OneCase[] = []
  for (const id of caseIds) {
    const row = rows.find((one) => one.id === id)
    if (!row) continue
    const refusal = await refuseStranger(db.prisma, actor.id, id).then(
      () => null,
      (error: unknown) => leftBecause(error),
    )
    if (refusal?.reason === 'not_found') continue
    found.push({
      caseId: id,
      number: row.number,
      kind: row.subjectKind,
      name: row.subjectName,
      epoch: row.epoch,
      reports: row.reportsCount,
      targets: targetsOf(row.subjects.map((one) => ({ ...one, context: one.contextName }))),
      left: refusal ?? cannotBeDecided(row, actor.id),
    })
  }
  return found
}

type Row = Parameters<typeof caseNow>[0] & { claimedBy: { name: string } | null }

function cannotBeDecided(row: Row, staffId: string): Left | null {
  const { state, claim } = caseNow(row)
  if (row.type !== 'report') return { reason: 'case_is_review', facts: {} }
  if (state !== 'open') return { reason: 'case_not_open', facts: { number: row.number } }
  if (heldByOther(claim, staffId, Date.now()))
    return { reason: 'claim_held', facts: { name: row.claimedBy?.name ?? '', number: row.number } }
  return null
}

/** A refusal as a case that is left out tells it. Throws everything else. */
export function leftBecause(error: unknown): Left {
  if (isAway(error)) return { reason: 'openim_away', facts: {} }
  if (!(error instanceof DomainError)) throw error
  const facts = Object.entries(error.facts).flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'number' ? [[name, value] as const] : [],
  )
  return { reason: error.reason, facts: Object.fromEntries(facts) }
}

async function planOne(
  env: ActionEnv,
  by: By,
  { action, input }: CommonAction,
  subjectId: string,
): Promise<{ plan: PlanOfAction | null; left: Left | null }> {
  if (!may(by.actor.role, action)) throw new DomainError('forbidden', 'forbidden')
  try {
    const plan = planFor(by.actor.role, await planAction(env, { action, subjectId, input }, by.requestId))
    await noteReading(env.db, by, plan)
    const [obstacle] = plan.obstacles
    const left = obstacle
      ? { reason: 'obstacle', facts: { ...obstacle.values, obstacle: obstacle.key } }
      : null
    return { plan, left }
  } catch (error) {
    // The subject is gone: the others are decided all the same. What was asked for wrongly, or OpenIM away, is told once.
    if (!(error instanceof DomainError) || error.code !== 'not_found') throw error
    return { plan: null, left: leftBecause(error) }
  }
}

/** Names what was planned for a case: the case as it was, and each subject in its version. */
function hashOf(
  epoch: number,
  plans: readonly { action: CommonAction; subjectId: string; plan: PlanOfAction | null }[],
): string {
  const said = plans.map(({ action, subjectId, plan }) => [action.action, subjectId, plan?.version ?? null])
  return createHash('sha256')
    .update(JSON.stringify([epoch, said]))
    .digest('hex')
}

type Sums = Omit<TogetherPlan, 'cases' | 'reports'>

async function sumsOf(env: ActionEnv, { actor }: By, planned: readonly Planned[]): Promise<Sums> {
  const of = (kind: Plan['subject']['kind']) =>
    new Set(planned.flatMap(({ plan, subjectId }) => (plan.subject.kind === kind ? [subjectId] : []))).size
  const examples = new Map(planned.toReversed().map((one) => [one.action.action, one]))
  const among = amongOf(planned.map(({ action, plan }) => ({ action: action.action, people: plan.people })))
  const approvals = await Promise.all(
    planned.map(({ plan, action }) =>
      action.emergency
        ? null
        : weigh(env, actor, { ...weighed(plan, action.input), ...among.get(action.action) }),
    ),
  )
  return {
    groups: of('group'),
    members: of('member'),
    messages: of('message'),
    users: of('user'),
    people: planned.reduce((all, { plan }) => all + plan.people, 0),
    examples: [...examples.values()]
      .toReversed()
      .map(({ plan: { action, subject, consequences, takenBack } }) => ({
        action,
        name: subject.name,
        consequences,
        takenBack,
      })),
    approval: approvals.find((one) => one !== null) ?? null,
    undoMs: env.config.undoMs,
  }
}

/** All subjects of one action together: what decides whether a second person has to agree, as in a batch. Pure. */
export function amongOf<Action extends string>(
  planned: readonly { action: Action; people: number }[],
): Map<Action, { people: number; items: number }> {
  const sums = new Map<Action, { people: number; items: number }>()
  for (const { action, people } of planned) {
    const sum = sums.get(action) ?? { people: 0, items: 0 }
    sums.set(action, { people: sum.people + people, items: sum.items + 1 })
  }
  return sums
}
