import type { ActionName } from '@/server/actions/schema'
import type { LedgerSubject } from '@/server/actions/subject'
import { ONE_BY_ONE } from '@/server/features/cases/one-by-one'

/** What somebody has chosen to decide so far. Pure. */

export type Input = Record<string, unknown>

export type Picked = {
  action: ActionName
  /** On what; at least one. */
  subjectIds: string[]
  /** What its form began with. */
  start: Input
  /** As it stands now; null while it cannot be used. */
  input: Input | null
  /** Done at once where a second person would have to agree. */
  emergency: boolean
}

export type DecisionDraft = {
  /** No violation. */
  none: boolean
  picked: Picked[]
  policyId: string | null
  notify: { reporter: boolean; person: boolean }
  presetId: string | null
  /** The reason that a choice brought along; it never replaces what somebody typed. */
  proposed: string
}

/** What a choice takes from the case and from the desk. */
export type Setting = {
  targets: Record<LedgerSubject, readonly { id: string }[]>
  /** The policy of the reason it was reported for. */
  policyId: string | null
  emergency: boolean
}

export type Prepared = {
  id: string
  policyId: string | null
  actions: readonly { action: ActionName; input: Input }[]
  reason: string
  notify: { reporter: boolean; person: boolean }
}

export const NOTHING: DecisionDraft = {
  none: false,
  picked: [],
  policyId: null,
  notify: { reporter: true, person: true },
  presetId: null,
  proposed: '',
}

/** What an action acts on, by its name: the part before the dot. */
export function kindOf(action: ActionName): LedgerSubject {
  const [kind] = action.split('.')
  return kind === 'group' || kind === 'member' || kind === 'message' ? kind : 'user'
}

export const hasChosen = ({ none, picked }: DecisionDraft): boolean => none || picked.length > 0

/** No violation: nothing is done, and whom it was about hears nothing. */
export function chooseNone(draft: DecisionDraft, reason: string): DecisionDraft {
  const notify = { reporter: true, person: false }
  return { ...draft, none: true, picked: [], presetId: null, policyId: null, notify, proposed: reason }
}

/**
 * Adds an action, or takes it out. Everything that it can act on here is acted on, until somebody leaves some out; what
 * asks for something of its own on each is done to one.
 */
export function toggle(draft: DecisionDraft, action: ActionName, setting: Setting): DecisionDraft {
  const rest = draft.picked.filter((one) => one.action !== action)
  if (rest.length < draft.picked.length) return { ...draft, picked: rest, presetId: null }
  const picked = [...rest, ...pick(action, {}, setting)]
  if (draft.picked.length > 0) return { ...draft, picked }
  return {
    ...draft,
    picked,
    none: false,
    policyId: draft.policyId ?? setting.policyId,
    notify: { reporter: true, person: !setting.emergency },
    proposed: '',
  }
}

/** Everything that a preset prepares, as far as the case is about such things. */
export function choosePreset(preset: Prepared, setting: Setting): DecisionDraft {
  const { id, policyId, actions, reason, notify } = preset
  const picked = actions.flatMap(({ action, input }) => pick(action, input, setting))
  return { none: false, picked, policyId, notify, presetId: id, proposed: reason }
}

/** Whether a preset does here what it says: each of its actions has something to act on. */
export function fits(preset: Pick<Prepared, 'actions'>, { targets }: Pick<Setting, 'targets'>): boolean {
  return preset.actions.length > 0 && preset.actions.every(({ action }) => targets[kindOf(action)].length > 0)
}

export function change(draft: DecisionDraft, action: ActionName, changes: Partial<Picked>): DecisionDraft {
  return {
    ...draft,
    picked: draft.picked.map((one) => (one.action === action ? { ...one, ...changes } : one)),
  }
}

/** Its form says until when; before that there is nothing to plan. */
const ASKS_FIRST: ReadonlySet<ActionName> = new Set([
  'member.mute',
  'member.role',
  'user.edit',
  'group.announce',
  'group.edit',
  'group.transfer',
  'group.repair',
  'group.restore',
])

function pick(action: ActionName, start: Input, { targets }: Setting): Picked[] {
  const all = targets[kindOf(action)].map(({ id }) => id)
  const subjectIds = ONE_BY_ONE.has(action) ? all.slice(0, 1) : all
  const input = ASKS_FIRST.has(action) && Object.keys(start).length === 0 ? null : start
  return subjectIds.length === 0 ? [] : [{ action, subjectIds, start, input, emergency: false }]
}

/** The text of the reason after another choice: what was proposed before gives way, what was typed stays. Pure. */
export function reasonAfter(typed: string, before: string, proposed: string): string {
  return typed.trim() === '' || typed === before ? proposed : typed
}
