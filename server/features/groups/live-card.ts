import { cardOf, type GroupCard } from '@/server/actions/group/card'
import type { Env } from '@/server/env'
import { DomainError } from '@/server/errors'

/**
 * What a group shows of itself, read from OpenIM now: what the forms that change it begin with. Throws DomainError
 * `not_found`, OpenimError.
 */
export async function readCard(
  { openim }: Pick<Env, 'openim'>,
  groupId: string,
  operationId: string,
): Promise<GroupCard> {
  const group = await openim.groups.byId(groupId, { operationId })
  if (!group) throw new DomainError('not_found', 'not_found', { facts: { groupId } })
  return cardOf(group)
}
