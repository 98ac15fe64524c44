import { randomUUID } from 'node:crypto'
import type { ActionEnv } from '@/server/actions/action-env'
import { inParallel } from '@/server/actions/batch/in-parallel'
import type { ActionName } from '@/server/actions/schema'
import { DomainError } from '@/server/errors'
import { type By, claimIn } from '@/server/features/cases/claim'
import { decideCase } from '@/server/features/cases/decide'
import { releaseCase } from '@/server/features/cases/release'
import { saveDraft } from '@/server/features/cases/save-draft'
import { refreshOwnGroups } from '@/server/features/cases/work/own-groups'
import { log } from '@/server/log'
import { amongOf, leftBecause, planTogether } from './plan'
import type { DecideTogetherInput, Left, PlannedCase, TogetherPlan, TogetherResult } from './schema'

/** How many cases are decided at once. */
const AT_ONCE = 4

/**
 * Makes one decision for several cases: each is claimed and decided by itself, with the epoch and on the subjects that it
 * was planned with, with a decision, notices and an audit row of its own, so that one that somebody else has meanwhile
 * does not stop the others. Answers what became of each; what was lost is told and left as it is.
 * Throws DomainError `invalid`, `forbidden`, `unavailable`; then nothing of it was decided.
 */
export async function decideTogether(
  env: ActionEnv,
  by: By,
  input: DecideTogetherInput,
): Promise<{ togetherId: string; results: TogetherResult[] }> {
  await refreshOwnGroups(env, by.actor.id)
  const wanted = new Map(input.cases.map((one) => [one.caseId, one]))
  const plan = await planTogether(env, by, { caseIds: [...wanted.keys()], actions: input.actions })
  const togetherId = randomUUID()
  const among = amongEach(plan, input)
  const never = new AbortController().signal
  const results = await inParallel([...wanted.keys()], AT_ONCE, never, async (caseId) => {
    const planned = plan.cases.find((one) => one.caseId === caseId)
    if (!planned) return { caseId, number: 0, name: '', left: { reason: 'not_found', facts: {} } }
    const { number, name } = planned
    const seen = wanted.get(caseId)
    const left = planned.left ?? (await decideOne(env, by, input, planned, seen, { id: togetherId, among }))
    // What was typed is not lost with the case.
    if (left) await saveDraft(env.db, by.actor.id, { caseId, body: input.reason })
    return { caseId, number, name, left }
  })
  return { togetherId, results }
}

type Among = ReadonlyMap<ActionName, { people: number; items: number }>

function amongEach({ cases }: TogetherPlan, { actions }: DecideTogetherInput): Among {
  const going = cases.filter(({ left }) => left === null)
  return amongOf(
    actions.flatMap(({ action }) =>
      going.flatMap(({ requests }) => requests.filter((one) => one.action === action)),
    ),
  )
}

async function decideOne(
  env: ActionEnv,
  by: By,
  input: DecideTogetherInput,
  planned: PlannedCase,
  seen: { epoch: number; planHash: string } | undefined,
  together: { id: string; among: Among },
): Promise<Left | null> {
  const { caseId } = planned
  const { policy, reason, notify } = input
  let claimed: number | null = null
  let isNew = false
  try {
    if (planned.epoch !== seen?.epoch) throw new DomainError('conflict', 'case_changed')
    if (planned.planHash !== seen.planHash) throw new DomainError('conflict', 'subject_changed')
    const claim = await env.db.prisma.$transaction((tx) => claimIn(tx, by, caseId, planned.epoch))
    claimed = claim.epoch
    isNew = claim.epoch !== planned.epoch
    const actions = planned.requests.map(({ action, subjectId, version }) => {
      const common = input.actions.find((one) => one.action === action)
      return {
        action,
        subjectId,
        plannedVersion: version,
        input: common?.input ?? {},
        emergency: common?.emergency,
      }
    })
    await decideCase(env, by, { caseId, epoch: claim.epoch, policy, actions, reason, notify }, together)
    return null
  } catch (error) {
    // What this made somebody hold is given back.
    if (claimed !== null && isNew)
      await releaseCase(env.db, by, { caseId, epoch: claimed }).catch(() => undefined)
    return leftOrLogged(error, by)
  }
}

/** What nobody foresaw must not keep the others from being told. */
function leftOrLogged(error: unknown, { requestId }: By): Left {
  try {
    return leftBecause(error)
  } catch (unforeseen) {
    log().error({ err: unforeseen, requestId }, 'one of several cases could not be decided')
    return { reason: 'internal', facts: {} }
  }
}
