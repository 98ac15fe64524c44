import { type EffectContext, Obstacle } from '@/server/actions/effect'
import { keepDaysNow } from '@/server/actions/group/keep-days'
import { groupNow } from '@/server/actions/group/now'
import type { Tx } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { storableText } from '@/server/db/storable-text'
import type { Group, Member } from '@/server/openim/group-schema'

const DAY_MS = 86_400_000

/** The snapshot this ledger row has taken, if it has. */
export async function findSnapshot(ctx: EffectContext, ledgerId: string): Promise<{ id: string } | null> {
  return ctx.env.db.prisma.memberSnapshot.findUnique({ where: { ledgerId }, select: { id: true } })
}

/**
 * Keeps everybody in the group with role, group nickname and mute, as one consistent list, and how the group was.
 * Returns the snapshot's id. Committed as a whole or not at all. Throws `Obstacle` where the group was dismissed by
 * somebody else meanwhile: its members may have been deleted while they were read.
 */
export async function takeSnapshot(ctx: EffectContext, group: Group, ledgerId: string): Promise<string> {
  const members = await ctx.env.openim.groups.members.all(group.id, ctx.options)
  if (!(await isWhole(ctx, group.id))) throw new Obstacle('already_dismissed')
  const keepDays = await keepDaysNow(ctx.env)
  const now = Date.now()
  return ctx.env.db.prisma.$transaction(async (tx) => {
    const { id } = await tx.memberSnapshot.create({
      data: {
        groupId: group.id,
        ledgerId,
        status: group.status,
        ownerId: group.ownerId ?? '',
        groupName: storableText(group.name),
        people: members.length,
        expiresAt: new Date(now + keepDays * DAY_MS),
      },
      select: { id: true },
    })
    await insert(tx, id, members)
    return id
  })
}

/**
 * Brings a snapshot up to who is in the group now: newcomers are added, who left is marked, owner and admins are those
 * of now. Nobody is taken out, and where the group turns out to be dismissed nobody is marked either: the list may have
 * been read in the middle of OpenIM's purge. A closed snapshot stays as it is.
 */
export async function reconcileSnapshot(
  ctx: EffectContext,
  snapshotId: string,
  groupId: string,
): Promise<void> {
  const { groups } = ctx.env.openim
  if (await isClosed(ctx, snapshotId)) return
  const kept = await keptMembers(ctx, snapshotId)
  const leaders = await groups.leaders(groupId, ctx.options)
  const ids = await groups.members.ids(groupId, ctx.options)
  const found = snapshotDifference(kept, ids, leaders)
  await addMissing(ctx, snapshotId, groupId, found)
  if (found.gone.length + found.roles.length === 0 || !(await isWhole(ctx, groupId))) return
  await ctx.env.db.prisma.$transaction(async (tx) => {
    await mark(tx, snapshotId, found.gone, false)
    for (const role of ROLES) {
      const userIds = found.roles.filter((one) => one.role === role).map((one) => one.userId)
      if (userIds.length === 0) continue
      await tx.$executeRaw`
        UPDATE snapshot_member SET role = ${role}::"MemberRole"
        WHERE snapshot_id = ${snapshotId}::uuid AND user_id = ANY(${userIds}::text[])`
    }
  })
}

/**
 * Ends a snapshot with who was in the group when it closed: whoever was `seen` while the dismissal was under way, and who
 * is found now. Call only once status 2 was answered or read: nobody can join then. People can still leave, until
 * OpenIM's purge takes everybody out: so whoever was kept stays. Where the purge has been through already, what was kept
 * and seen stands.
 */
export async function closeSnapshot(
  ctx: EffectContext,
  snapshotId: string,
  groupId: string,
  seen: Promise<readonly string[]> = Promise.resolve([]),
): Promise<void> {
  // At once: the purge is under way.
  const reading = ctx.env.openim.groups.members.ids(groupId, ctx.options)
  const [ids, earlier, closed] = await Promise.all([reading, seen, isClosed(ctx, snapshotId)])
  if (closed) return
  const found = snapshotDifference(await keptMembers(ctx, snapshotId), [...earlier, ...ids], [])
  await addMissing(ctx, snapshotId, groupId, found)
  await ctx.env.db.prisma.$transaction(async (tx) => {
    await countPeople(tx, snapshotId)
    const data = { finalAt: new Date() }
    await tx.memberSnapshot.update({ where: { id: snapshotId }, data, select: { id: true } })
  })
}

/** Adds whoever was seen in the group. Nobody is taken out, and the snapshot is not closed. */
export async function addSeen(
  ctx: EffectContext,
  snapshotId: string,
  groupId: string,
  seen: readonly string[],
): Promise<void> {
  if (await isClosed(ctx, snapshotId)) return
  await addMissing(ctx, snapshotId, groupId, snapshotDifference(await keptMembers(ctx, snapshotId), seen, []))
}

/** Writes down how many a snapshot brings back, and how many webhooks alone name besides. */
export async function countPeople(tx: Tx, snapshotId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE member_snapshot SET people = found.people, told_besides = found.told_besides
    FROM (
      SELECT count(*) FILTER (WHERE present_at_end)::int AS people,
             count(*) FILTER (WHERE told AND NOT present_at_end)::int AS told_besides
      FROM snapshot_member WHERE snapshot_id = ${snapshotId}::uuid
    ) AS found
    WHERE id = ${snapshotId}::uuid`
}

const ROLES = ['owner', 'admin', 'member'] as const

type KeptMember = { userId: string; presentAtEnd: boolean; role: Member['role'] }

/** Who is new, who has left, who is back and whose role is another, compared with what was kept. Pure. */
export function snapshotDifference(
  kept: readonly KeptMember[],
  ids: readonly string[],
  leaders: readonly Pick<Member, 'userId' | 'role'>[],
) {
  const now = new Set(ids)
  const before = new Map(kept.map((member) => [member.userId, member]))
  const roles = new Map(leaders.map(({ userId, role }) => [userId, role]))
  return {
    added: [...now].filter((id) => !before.has(id)),
    back: [...now].filter((id) => before.get(id)?.presentAtEnd === false),
    gone: kept.filter((one) => one.presentAtEnd && !now.has(one.userId)).map((one) => one.userId),
    roles: kept.flatMap(({ userId, role: was }) => {
      const role = roles.get(userId) ?? ('member' as const)
      return role === was ? [] : [{ userId, role }]
    }),
  }
}

type Difference = ReturnType<typeof snapshotDifference>

/** In JavaScript: PostgreSQL does not know yet how many these are, and would join them one by one. */
const keptMembers = ({ env }: EffectContext, snapshotId: string): Promise<KeptMember[]> =>
  env.db.prisma.snapshotMember.findMany({
    where: { snapshotId },
    select: { userId: true, presentAtEnd: true, role: true },
  })

async function isClosed({ env }: EffectContext, id: string): Promise<boolean> {
  const select = { finalAt: true }
  const { finalAt } = await env.db.prisma.memberSnapshot.findUniqueOrThrow({ where: { id }, select })
  return finalAt !== null
}

/** False once its members may have been deleted. A group without an owner is never dismissed by us. */
async function isWhole(ctx: EffectContext, groupId: string): Promise<boolean> {
  const { status, ownerId } = await groupNow(ctx, groupId)
  return status !== 'dismissed' && ownerId !== null
}

/** Adds who is not kept yet, and marks as present who is in the group after all. */
async function addMissing(
  ctx: EffectContext,
  snapshotId: string,
  groupId: string,
  { added, back }: Pick<Difference, 'added' | 'back'>,
): Promise<void> {
  if (added.length + back.length === 0) return
  const members = await ctx.env.openim.groups.members.details(groupId, [...added, ...back], ctx.options)
  const details = new Map(members.map((member) => [member.userId, member]))
  const found = added.map((userId) => details.get(userId) ?? unknownDetails(userId))
  await ctx.env.db.prisma.$transaction(async (tx) => {
    await insert(tx, snapshotId, found)
    await mark(tx, snapshotId, back, true)
    await update(
      tx,
      snapshotId,
      back.flatMap((userId) => details.get(userId) ?? []),
    )
  })
}

function mark(tx: Tx, snapshotId: string, userIds: readonly string[], isPresent: boolean) {
  return tx.$executeRaw`
    UPDATE snapshot_member SET present_at_end = ${isPresent}
    WHERE snapshot_id = ${snapshotId}::uuid AND user_id = ANY(${userIds}::text[])`
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

/** A member list as a table `m`. */
function asTable(members: readonly KeptDetails[]): Prisma.Sql {
  const rows = members.map(({ userId, role, nickname, ex, mutedUntil, joinedAt }) => ({
    userId,
    role,
    nickname: storableText(nickname),
    ex: storableText(ex),
    mutedUntil,
    joinedAt,
  }))
  return Prisma.sql`(
    SELECT "userId" AS user_id, role, nickname, ex, to_timestamp("mutedUntil" / 1000) AS muted_until,
      to_timestamp("joinedAt" / 1000) AS joined_at
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row (
      "userId" text, role "MemberRole", nickname text, ex text, "mutedUntil" float8, "joinedAt" float8)
  ) AS m`
}

async function insert(tx: Tx, snapshotId: string, members: readonly KeptDetails[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO snapshot_member (snapshot_id, user_id, role, nickname, ex, muted_until, joined_at)
    SELECT ${snapshotId}::uuid, user_id, role, nickname, ex, muted_until, joined_at FROM ${asTable(members)}
    -- A webhook may have named them meanwhile.
    ON CONFLICT (snapshot_id, user_id) DO UPDATE
    SET present_at_end = true, role = excluded.role, nickname = excluded.nickname, ex = excluded.ex,
        muted_until = excluded.muted_until, joined_at = excluded.joined_at`
}

/** Whoever came back, or was only told of, is kept as they are now. */
async function update(tx: Tx, snapshotId: string, members: readonly KeptDetails[]): Promise<void> {
  if (members.length === 0) return
  await tx.$executeRaw`
    UPDATE snapshot_member AS s
    SET role = m.role, nickname = m.nickname, ex = m.ex, muted_until = m.muted_until, joined_at = m.joined_at
    FROM ${asTable(members)} WHERE s.snapshot_id = ${snapshotId}::uuid AND s.user_id = m.user_id`
}
