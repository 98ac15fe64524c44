import { memberKey } from '@/server/actions/member/schema'
import type { ActionName, Fact, Plan } from '@/server/actions/schema'

/** An action that clears the way for another one. */
export type NextStep = {
  action: ActionName
  subject: { id: string; name: string }
  input?: Record<string, unknown>
}

const ON_GROUP: Partial<Record<string, ActionName>> = {
  owner_transfer_first: 'group.transfer',
  owner_always_writes: 'group.transfer',
  has_owner: 'group.transfer',
  no_owner: 'group.repair',
  ownerless: 'group.repair',
  several_owners: 'group.repair',
  dismissed_group: 'group.restore',
  already_dismissed: 'group.restore',
  already_suspended: 'group.lift',
}
const ON_MEMBER: Partial<Record<string, ActionName>> = {
  // Whoever was asked for as the owner, or is to be acted on, comes in first.
  not_a_member: 'member.add',
  not_in_group: 'member.add',
}

/** What clears an obstacle out of the way, on what; null where nothing does. `input`: of the action that is kept. Pure. */
export function nextStepOf(
  { key }: Fact,
  { subject, touches, consequences }: Pick<Plan, 'subject' | 'touches' | 'consequences'>,
  input: Record<string, unknown>,
): NextStep | null {
  const { groupId } = touches
  if (groupId === null) return null
  const onGroup = ON_GROUP[key]
  if (onGroup) {
    const named = consequences.find(({ values }) => values?.group !== undefined)?.values?.group
    const name = subject.kind === 'group' ? subject.name : String(named ?? groupId)
    return { action: onGroup, subject: { id: groupId, name } }
  }
  const onMember = ON_MEMBER[key]
  const userId = touches.userId ?? input.userId
  if (!onMember || typeof userId !== 'string' || userId === '') return null
  const name = subject.kind === 'member' ? subject.name : userId
  return { action: onMember, subject: { id: memberKey(groupId, userId), name } }
}
