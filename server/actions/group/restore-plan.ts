import type { EffectContext } from '@/server/actions/effect'
import { MUTE_TOLERANCE_MS, sameMuteEnd } from '@/server/actions/mute-end'
import type { Member } from '@/server/openim/group-schema'

/** Somebody a restore brings back, as they were. Times in ms. */
export type SnapshotPerson = {
  userId: string
  role: 'owner' | 'admin' | 'member'
  nickname: string
  ex: string
  mutedUntil: number | null
  /** False for accounts OpenIM no longer knows: they are left out and listed. */
  registered: boolean
  /** Only a webhook names them, beside a list of ours. */
  toldOnly: boolean
}

/** Whose rows of a list may come back: who was there at the end, and, `alsoTold`, whom only a webhook names. */
export const mayReturn = (snapshotId: string, alsoTold = false) => ({
  snapshotId,
  OR: [{ presentAtEnd: true }, ...(alsoTold ? [{ told: true }] : [])],
})

/** Everybody who may come back but those `without`, and whether OpenIM still knows them. */
export async function wantedPeople(
  ctx: EffectContext,
  snapshotId: string,
  { without, alsoTold }: { without: readonly string[]; alsoTold?: boolean | undefined },
): Promise<SnapshotPerson[]> {
  const present = await ctx.env.db.prisma.snapshotMember.findMany({
    where: mayReturn(snapshotId, alsoTold),
    orderBy: { userId: 'asc' },
  })
  const unticked = new Set(without)
  const rows = present.filter((row) => !unticked.has(row.userId))
  const known = await ctx.env.openim.users.info(
    rows.map((row) => row.userId),
    ctx.options,
  )
  const registered = new Set(known.map((user) => user.id))
  return rows.map(({ userId, role, nickname, ex, mutedUntil, presentAtEnd }) => ({
    userId,
    role,
    nickname,
    ex,
    mutedUntil: mutedUntil?.getTime() ?? null,
    registered: registered.has(userId),
    toldOnly: !presentAtEnd,
  }))
}

/**
 * Who should own the group: the former owner, else the first of its admins, else its first member, by user id; nobody
 * whom only a webhook names beside a list of ours. Null where nobody can come back. Pure.
 */
export function wantedOwner(people: readonly SnapshotPerson[]): string | null {
  const here = people.filter((person) => person.registered && !person.toldOnly)
  const pick = (role: SnapshotPerson['role']) => here.find((person) => person.role === role)
  return (pick('owner') ?? pick('admin') ?? pick('member'))?.userId ?? null
}

/** What is not yet as it was. Pure; `now` in ms decides which mutes still run. */
export function differences(people: readonly SnapshotPerson[], members: readonly Member[], now: number) {
  const here = new Map(members.map((member) => [member.userId, member]))
  const owner = wantedOwner(people)
  const expected = people.filter((person) => person.registered)
  const present = expected.flatMap((person) => {
    const member = here.get(person.userId)
    return member ? [{ person, member }] : []
  })
  const owners = members.filter((member) => member.role === 'owner').map((member) => member.userId)
  return {
    missing: expected.filter((person) => !here.has(person.userId)).map((person) => person.userId),
    ownerRight: owner === null ? owners.length === 0 : owners.length === 1 && owners[0] === owner,
    roles: present
      .filter(({ person, member }) => person.userId !== owner && roleOf(person) !== member.role)
      .map(({ person }) => person),
    nicknames: present
      .filter(({ person, member }) => person.nickname !== '' && person.nickname !== member.nickname)
      .map(({ person }) => person),
    extras: present.filter(({ person, member }) => person.ex !== member.ex).map(({ person }) => person),
    mutes: present
      .filter(({ person, member }) => muteDiffers(person, member, now))
      .map(({ person }) => person),
  }
}

/** A former owner whose place somebody else took comes back as an admin. */
export const roleOf = (person: SnapshotPerson): 'admin' | 'member' =>
  person.role === 'member' ? 'member' : 'admin'

function muteDiffers(person: SnapshotPerson, member: Member, now: number): boolean {
  if (person.mutedUntil === null || person.mutedUntil <= now + MUTE_TOLERANCE_MS) return false
  return !sameMuteEnd(member.mutedUntil, person.mutedUntil)
}
