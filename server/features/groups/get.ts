import { z } from 'zod'
import { desiredGroup } from '@/server/actions/desired'
import { ledgerOfGroup } from '@/server/actions/ledger'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import type { Env } from '@/server/env'
import { DomainError } from '@/server/errors'
import { isAway } from '@/server/openim/errors'
import { GROUP_COLUMNS, groupItem, groupRow, groupsIn } from './group-row'
import { refreshGroup } from './refresh'
import type { GroupDetail } from './schema'

const MOST_CASES = 20

/**
 * One group from the index, with those of its cases that are `seen`, and what was done to it. A group that the index has not met is read from
 * OpenIM. Throws DomainError `not_found`, or `unavailable` while OpenIM cannot be asked about it.
 */
export async function getGroup(
  env: Pick<Env, 'db' | 'openim'>,
  groupId: string,
  seen: Prisma.CaseWhereInput = {},
): Promise<GroupDetail> {
  const { db } = env
  const row = (await indexed(db, groupId)) ?? (await met(env, groupId))
  if (!row) throw new DomainError('not_found', 'not_found', { facts: { groupId } })
  const subject = { subjectKind: 'group' as const, subjectId: groupId }
  const [kept, desired, cases, casesCount, ledger, snapshot] = await Promise.all([
    db.prisma.groupExtension.findUnique({ where: { groupId }, select: { underReview: true } }),
    db.prisma.desiredState.findUnique({
      where: { subjectKind_subjectId: subject },
      select: { version: true, desired: true },
    }),
    casesOf(db, groupId, seen),
    db.prisma.case.count({ where: { groupId, ...seen } }),
    ledgerOfGroup(db, groupId),
    snapshotOf(db, groupId),
  ])
  return {
    ...groupItem(row),
    introduction: row.introduction,
    underReview: kept?.underReview ?? false,
    suspendedUntil: desired ? desiredGroup.parse(desired.desired).until : null,
    version: desired?.version ?? 0,
    cases,
    casesCount,
    ledger,
    snapshot,
  }
}

const wholeRow = groupRow.extend({ introduction: z.string() })
type WholeRow = z.infer<typeof wholeRow>

async function indexed({ prisma }: Db, groupId: string): Promise<WholeRow | undefined> {
  const picked = Prisma.sql`SELECT * FROM group_index WHERE group_id = ${groupId}`
  const rows = await prisma.$queryRaw`SELECT ${GROUP_COLUMNS}, g.introduction FROM ${groupsIn(picked)}`
  return z.array(wholeRow).parse(rows)[0]
}

async function met(env: Pick<Env, 'db' | 'openim'>, groupId: string): Promise<WholeRow | undefined> {
  const found = await refreshGroup(env, groupId).catch((error: unknown) => {
    if (isAway(error)) throw new DomainError('unavailable', 'openim_away', { cause: error })
    throw error
  })
  return found ? await indexed(env.db, groupId) : undefined
}

async function casesOf(
  { prisma }: Db,
  groupId: string,
  seen: Prisma.CaseWhereInput,
): Promise<GroupDetail['cases']> {
  const rows = await prisma.case.findMany({
    where: { groupId, ...seen },
    orderBy: [{ openedAt: 'desc' }, { id: 'desc' }],
    take: MOST_CASES,
    select: { number: true, reason: true, state: true, openedAt: true, reportsCount: true },
  })
  return rows.map(({ openedAt, reportsCount, ...row }) => ({
    ...row,
    openedAt: openedAt.getTime(),
    reports: reportsCount,
  }))
}

/** The newest member list that a restore could use. */
async function snapshotOf({ prisma }: Db, groupId: string): Promise<GroupDetail['snapshot']> {
  const row = await prisma.memberSnapshot.findFirst({
    where: { groupId, expiresAt: { gt: new Date() } },
    orderBy: { takenAt: 'desc' },
    select: {
      takenAt: true,
      expiresAt: true,
      ledgerId: true,
      toldBesides: true,
      _count: { select: { members: { where: { presentAtEnd: true } } } },
    },
  })
  if (!row) return null
  return {
    takenAt: row.takenAt.getTime(),
    people: row._count.members,
    toldBesides: row.toldBesides,
    source: row.ledgerId === null ? 'webhook' : 'read',
    expiresAt: row.expiresAt.getTime(),
  }
}
