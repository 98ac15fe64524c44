import type { ActionEnv } from '@/server/actions/action-env'
import type { OwnerCandidate } from '@/server/actions/group/schema'
import { DomainError } from '@/server/errors'
import { isAway } from '@/server/openim/errors'
import type { GroupRole } from '@/server/openim/group-schema'

/** How many are proposed. */
const MOST_PROPOSED = 20

type Person = { userId: string; role: GroupRole; joinedAt: number }

/**
 * Who should own a group that has no owner: its admins, then its members, each by how long they have been in it. Owners
 * come not at all. Pure; joinedAt in ms.
 */
export function ownerCandidates<Someone extends Person>(people: readonly Someone[]): Someone[] {
  return people.filter((person) => person.role !== 'owner').sort(byRoleThenJoined)
}

function byRoleThenJoined(a: Person, b: Person): number {
  const admins = Number(b.role === 'admin') - Number(a.role === 'admin')
  return admins || a.joinedAt - b.joinedAt || (a.userId < b.userId ? -1 : 1)
}

/**
 * Who could own this group, the best choice first. Where it has admins, only they are proposed: members are read only
 * where there are none. Throws DomainError `unavailable` / `openim_away`.
 */
export async function proposeOwners(
  { openim }: ActionEnv,
  groupId: string,
  operationId: string,
): Promise<OwnerCandidate[]> {
  const options = { operationId }
  try {
    const leaders = await openim.groups.leaders(groupId, options)
    const admins = ownerCandidates(leaders)
    const people = admins.length > 0 ? admins : await openim.groups.members.all(groupId, options)
    return ownerCandidates(people)
      .slice(0, MOST_PROPOSED)
      .map(({ userId, nickname: name, role, joinedAt }) => ({
        userId,
        name,
        role: role === 'admin' ? 'admin' : 'member',
        joinedAt,
      }))
  } catch (error) {
    if (!isAway(error)) throw error
    throw new DomainError('unavailable', 'openim_away', { cause: error })
  }
}
