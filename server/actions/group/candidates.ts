import type { GroupRole } from '@/server/openim/group-schema'

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
