import type { ActionName } from '@/server/actions/schema'
import type { LedgerSubject } from '@/server/actions/subject'
import type { Targets } from '@/server/features/cases/targets'
import type { Left } from './schema'

/** What one case of several is to be decided by, or why it is left out. */
export type Wanted<Action> = {
  caseId: string
  requests: { action: Action; subjectId: string }[]
  left: Left | null
}

type About = { caseId: string; number: number; targets: Targets }

/**
 * Turns actions that several cases have in common into requests on what each case is about. A case with nothing that one
 * of them acts on is left out, because it would be decided by something else than the others; so is one that would do
 * the same to the same subject as a case before it: those two are merged. Pure.
 */
export function requestsFor<Action extends { action: ActionName }>(
  cases: readonly About[],
  actions: readonly Action[],
  kindOf: (action: ActionName) => LedgerSubject,
): Wanted<Action>[] {
  const taken = new Map<string, number>()
  return cases.map(({ caseId, number, targets }) => {
    const leave = (reason: string, facts: Left['facts']) => ({
      caseId,
      requests: [],
      left: { reason, facts },
    })
    const requests = actions.flatMap((action) =>
      targets[kindOf(action.action)].map(({ id }) => ({ action, subjectId: id })),
    )
    const missing = actions.find(({ action }) => targets[kindOf(action)].length === 0)
    if (missing) return leave('case_nothing_to_act_on', { action: missing.action })
    const addresses = requests.map(({ action, subjectId }) => `${kindOf(action.action)} ${subjectId}`)
    const other = addresses.map((address) => taken.get(address)).find((one) => one !== undefined)
    if (other !== undefined) return leave('case_same_as', { number: other })
    for (const address of addresses) taken.set(address, number)
    return { caseId, requests, left: null }
  })
}
