import type { Db, Tx } from '@/server/db/client'
import { CASE_ROLES, checkStaff } from './queues'
import { type By, changedMeanwhile, noteSaved, unlessTaken } from './saved'
import type { SaveTeam, TeamRow } from './schema'

/** Teams with who is in each, by name. */
export async function listTeams({ prisma }: Pick<Db, 'prisma'>): Promise<TeamRow[]> {
  return await prisma.team.findMany({
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      name: true,
      version: true,
      staff: {
        where: { disabledAt: null, role: { in: [...CASE_ROLES] } },
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
        select: { id: true, name: true },
      },
    },
  })
}

/**
 * Makes or changes a team and says who is in it: they leave the team they were in. Throws DomainError `conflict` /
 * `team_name_taken`, `setting_changed`, `not_found`, `invalid` for somebody who works on no cases.
 */
export async function saveTeam(
  { prisma }: Pick<Db, 'prisma'>,
  by: By,
  team: SaveTeam,
): Promise<{ id: string }> {
  return await unlessTaken('team_name_taken', 'name', () =>
    prisma.$transaction(async (tx) => {
      await checkStaff(tx, team.members)
      const before = team.id === null ? null : await factsOf(tx, team.id)
      const id = await write(tx, team)
      await join(tx, id, team.members)
      await noteSaved(tx, by, {
        action: 'team.saved',
        kind: 'team',
        id,
        ...(before && { before }),
        after: { name: team.name, members: team.members.toSorted() },
      })
      return { id }
    }),
  )
}

async function write(tx: Tx, { id, version, name }: SaveTeam): Promise<string> {
  if (id === null) return (await tx.team.create({ data: { name }, select: { id: true } })).id
  const { count } = await tx.team.updateMany({ where: { id, version }, data: { name, version: version + 1 } })
  if (count === 0) changedMeanwhile((await tx.team.count({ where: { id } })) > 0)
  return id
}

async function join(tx: Tx, teamId: string, members: readonly string[]): Promise<void> {
  // In one order: of two teams that are saved at once one waits for the other.
  await tx.$queryRaw`
    SELECT 1 FROM staff WHERE team_id = ${teamId}::uuid OR id = ANY (${members}::uuid[]) ORDER BY id FOR NO KEY UPDATE`
  const left = await tx.team.findMany({
    where: { id: { not: teamId }, staff: { some: { id: { in: [...members] } } } },
    select: { id: true },
  })
  await tx.staff.updateMany({ where: { teamId, id: { notIn: [...members] } }, data: { teamId: null } })
  await tx.staff.updateMany({ where: { id: { in: [...members] } }, data: { teamId } })
  // Whoever has such a team open sees that it changed.
  await tx.team.updateMany({
    where: { id: { in: left.map(({ id }) => id) } },
    data: { version: { increment: 1 } },
  })
}

/** Removes a team; its people are in none then, and its numbers count among the others. Throws DomainError as above. */
export async function removeTeam(
  { prisma }: Pick<Db, 'prisma'>,
  by: By,
  { id, version }: { id: string; version: number },
): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const before = await factsOf(tx, id)
    const { count } = await tx.team.deleteMany({ where: { id, version } })
    if (!before || count === 0) return changedMeanwhile(before !== null)
    await noteSaved(tx, by, { action: 'team.removed', kind: 'team', id, before })
  })
}

async function factsOf(tx: Tx, id: string): Promise<{ name: string; members: string[] } | null> {
  const row = await tx.team.findUnique({
    where: { id },
    select: { name: true, staff: { orderBy: { id: 'asc' }, select: { id: true } } },
  })
  return row && { name: row.name, members: row.staff.map((one) => one.id) }
}
