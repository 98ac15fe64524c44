import type { EffectContext } from '@/server/actions/effect'
import { differences, roleOf, type SnapshotPerson } from '@/server/actions/group/restore-plan'

/** Members changed per call; OpenIM takes up to 1,000. */
const BATCH = 200

/** Roles, group nicknames, member notes and remaining mutes, as they were. Only what differs is sent. */
export async function restoreDetails(
  ctx: EffectContext,
  groupId: string,
  people: readonly SnapshotPerson[],
): Promise<void> {
  const found = await compare(ctx, groupId, people)
  const changed = [...new Set([...found.roles, ...found.nicknames, ...found.extras])]
  const roles = new Set(found.roles)
  for (let start = 0; start < changed.length; start += BATCH) {
    const batch = changed.slice(start, start + BATCH)
    await ctx.progress('details', start, changed.length)
    await setMembers(ctx, groupId, batch, roles)
  }
  for (const [index, person] of found.mutes.entries()) {
    if (index % 20 === 0) await ctx.progress('mutes', index, found.mutes.length)
    await mute(ctx, groupId, person)
  }
}

async function compare(ctx: EffectContext, groupId: string, people: readonly SnapshotPerson[]) {
  const members = await ctx.env.openim.groups.members.all(groupId, ctx.options)
  return differences(people, members, Date.now())
}

function setMembers(
  ctx: EffectContext,
  groupId: string,
  batch: readonly SnapshotPerson[],
  roles: ReadonlySet<SnapshotPerson>,
) {
  const { openim } = ctx.env
  const changes = batch.map((person) => ({
    userId: person.userId,
    role: roles.has(person) ? roleOf(person) : undefined,
    nickname: person.nickname || undefined,
    ex: person.ex,
  }))
  return ctx.call(
    'details',
    () => openim.groups.setMembers(groupId, changes, ctx.options),
    async () => {
      const members = await openim.groups.members.details(
        groupId,
        batch.map((person) => person.userId),
        ctx.options,
      )
      const now = new Map(members.map((member) => [member.userId, member]))
      return batch.every((person) => {
        const member = now.get(person.userId)
        if (!member) return false
        return (
          (!roles.has(person) || member.role === roleOf(person)) &&
          (person.nickname === '' || member.nickname === person.nickname)
        )
      })
    },
  )
}

async function mute(ctx: EffectContext, groupId: string, person: SnapshotPerson): Promise<void> {
  const { openim } = ctx.env
  const seconds = Math.ceil(((person.mutedUntil ?? 0) - Date.now()) / 1000)
  if (seconds < 1) return
  await ctx.call(
    'mutes',
    () => openim.groups.muteMember(groupId, person.userId, seconds, ctx.options),
    async () => {
      const [member] = await openim.groups.members.details(groupId, [person.userId], ctx.options)
      return (member?.mutedUntil ?? 0) > Date.now()
    },
  )
}
