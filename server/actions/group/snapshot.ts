import type { EffectContext } from '@/server/actions/effect'
import type { Group, Member } from '@/server/openim/group-schema'

const DAY_MS = 86_400_000

/** The snapshot this ledger row has taken, if it has. */
export async function findSnapshot(ctx: EffectContext, ledgerId: string): Promise<{ id: string } | null> {
  return ctx.env.db.prisma.memberSnapshot.findUnique({ where: { ledgerId }, select: { id: true } })
}

/**
 * Keeps everybody in the group with role, group nickname and mute, as one consistent list, and how the group was.
 * Returns the snapshot's id. Committed as a whole or not at all.
 */
export async function takeSnapshot(ctx: EffectContext, group: Group, ledgerId: string): Promise<string> {
  const members = await ctx.env.openim.groups.members.all(group.id, ctx.options)
  const now = Date.now()
  return ctx.env.db.prisma.$transaction(async (tx) => {
    const { id } = await tx.memberSnapshot.create({
      data: {
        groupId: group.id,
        ledgerId,
        status: group.status,
        ownerId: group.ownerId ?? '',
        groupName: group.name,
        people: members.length,
        expiresAt: new Date(now + ctx.env.config.snapshotKeepDays * DAY_MS),
      },
      select: { id: true },
    })
    await tx.snapshotMember.createMany({ data: members.map((member) => toRow(id, member)) })
    return id
  })
}

/**
 * Brings a snapshot up to who is in the group now: newcomers are added, who left is marked, nobody is taken out.
 * Roles, nicknames and mutes of those who stayed are read again only for newcomers.
 */
export async function reconcileSnapshot(
  ctx: EffectContext,
  snapshotId: string,
  groupId: string,
): Promise<void> {
  await reconcileWith(ctx, snapshotId, groupId, await ctx.env.openim.groups.members.ids(groupId, ctx.options))
}

/**
 * Ends a snapshot with who was in the group when it closed. Call only once status 2 was answered or read: nobody can
 * join or leave then, until OpenIM's purge. Where the purge has been through already, what was kept stands. Two equal
 * reads are asked for, because a list read in the middle of the purge would name too few.
 */
export async function closeSnapshot(ctx: EffectContext, snapshotId: string, groupId: string): Promise<void> {
  const { prisma } = ctx.env.db
  const where = { id: snapshotId }
  const { finalAt } = await prisma.memberSnapshot.findUniqueOrThrow({ where, select: { finalAt: true } })
  if (finalAt) return
  const ids = await ctx.env.openim.groups.members.ids(groupId, ctx.options)
  if (ids.length > 0) {
    const again = await ctx.env.openim.groups.members.ids(groupId, ctx.options)
    const kept = await prisma.snapshotMember.findMany({
      where: { snapshotId, presentAtEnd: true },
      select: { userId: true },
    })
    const whole = again.length === ids.length
    await reconcileWith(
      ctx,
      snapshotId,
      groupId,
      whole ? ids : [...new Set([...ids, ...kept.map((m) => m.userId)])],
    )
  }
  const people = await prisma.snapshotMember.count({ where: { snapshotId, presentAtEnd: true } })
  await prisma.memberSnapshot.update({ where, data: { finalAt: new Date(), people } })
}

/** Newcomers are added and who is missing is marked; nobody is ever taken out. */
async function reconcileWith(
  ctx: EffectContext,
  snapshotId: string,
  groupId: string,
  ids: readonly string[],
) {
  const { prisma } = ctx.env.db
  const kept = await prisma.snapshotMember.findMany({
    where: { snapshotId },
    select: { userId: true, presentAtEnd: true },
  })
  const { added, gone, back } = snapshotDifference(kept, ids)
  if (added.length + gone.length + back.length === 0) return
  const members =
    added.length > 0 ? await ctx.env.openim.groups.members.details(groupId, added, ctx.options) : []
  const known = new Map(members.map((member) => [member.userId, member]))
  await prisma.$transaction([
    prisma.snapshotMember.createMany({
      data: added.map((userId) => toRow(snapshotId, known.get(userId) ?? unknownDetails(userId))),
      skipDuplicates: true,
    }),
    prisma.snapshotMember.updateMany({
      where: { snapshotId, userId: { in: gone } },
      data: { presentAtEnd: false },
    }),
    prisma.snapshotMember.updateMany({
      where: { snapshotId, userId: { in: back } },
      data: { presentAtEnd: true },
    }),
  ])
}

type KeptMember = { userId: string; presentAtEnd: boolean }

/** Who is new, who has left and who is back, compared with what was kept. Pure. */
export function snapshotDifference(kept: readonly KeptMember[], ids: readonly string[]) {
  const now = new Set(ids)
  const before = new Map(kept.map((member) => [member.userId, member.presentAtEnd]))
  return {
    added: [...now].filter((id) => !before.has(id)),
    gone: kept
      .filter((member) => member.presentAtEnd && !now.has(member.userId))
      .map((member) => member.userId),
    back: [...now].filter((id) => before.get(id) === false),
  }
}

type KeptDetails = Pick<Member, 'userId' | 'role' | 'nickname' | 'ex'> & {
  mutedUntil: number | null
  joinedAt: number | null
}

/** Somebody whose row the purge deleted before their details could be read: an ordinary member. */
const unknownDetails = (userId: string): KeptDetails => ({
  userId,
  role: 'member',
  nickname: '',
  ex: '',
  mutedUntil: null,
  joinedAt: null,
})

const toRow = (snapshotId: string, member: KeptDetails) => ({
  snapshotId,
  userId: member.userId,
  role: member.role,
  nickname: member.nickname,
  ex: member.ex,
  mutedUntil: member.mutedUntil === null ? null : new Date(member.mutedUntil),
  joinedAt: member.joinedAt === null ? null : new Date(member.joinedAt),
})
