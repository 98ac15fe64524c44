import type { JoinRule } from '@/server/actions/group/schema'
import { storableText } from '@/server/db/storable-text'
import type { Group } from '@/server/openim/group-schema'
import type { GroupChanges } from '@/server/openim/groups'

/** What a group says of itself. `joinRule` is null where OpenIM holds a number without a meaning. */
export type GroupCard = {
  name: string
  introduction: string
  faceUrl: string
  announcement: string
  joinRule: JoinRule | null
}

/** OpenIM's `needVerification` (contract 4.1). */
const CODES = { apply: 0, invite: 1, open: 2 } as const satisfies Record<JoinRule, number>

const RULES: ReadonlyMap<number, JoinRule> = new Map([
  [CODES.apply, 'apply'],
  [CODES.invite, 'invite'],
  [CODES.open, 'open'],
])

/** A group's card as OpenIM has it, but for characters that PostgreSQL does not take. Pure. */
export function cardOf(
  group: Pick<Group, Exclude<keyof GroupCard, 'joinRule'> | 'needVerification'>,
): GroupCard {
  return {
    name: storableText(group.name),
    introduction: storableText(group.introduction),
    faceUrl: storableText(group.faceUrl),
    announcement: storableText(group.announcement),
    joinRule: RULES.get(group.needVerification) ?? null,
  }
}

/** What is to be changed, as OpenIM's client takes it. Pure. */
export function changesOf({ joinRule, ...texts }: Partial<GroupCard>): GroupChanges {
  return { ...texts, needVerification: joinRule == null ? undefined : CODES[joinRule] }
}

/** Whether everything that is wanted is there. Pure. */
export function showsAll(card: GroupCard, wanted: Partial<GroupCard>): boolean {
  const now = new Map<string, string | null>(Object.entries(card))
  return Object.entries(wanted).every(([field, value]) => value === undefined || now.get(field) === value)
}

/**
 * The prior value of each field that a change names. A blank name and a join rule without a meaning cannot be set again:
 * null where there is such a one. Pure.
 */
export function priorValues(prior: GroupCard, changed: Partial<GroupCard>): Partial<GroupCard> | null {
  const { joinRule, ...texts } = prior
  if (changed.joinRule !== undefined && joinRule === null) return null
  if (changed.name !== undefined && texts.name.trim() === '') return null
  const named = new Set(Object.keys(definedOf(changed)))
  return Object.fromEntries(Object.entries(prior).filter(([field]) => named.has(field)))
}

const definedOf = (card: Partial<GroupCard>) =>
  Object.fromEntries(Object.entries(card).filter(([, value]) => value !== undefined))
