import { z } from 'zod'
import { insteadOf, remedyOf } from '@/server/actions/drift/compare'
import type { DriftItem, DriftState } from '@/server/actions/drift/schema'
import type { Db } from '@/server/db/client'
import { pageOf, positionOf } from '@/server/db/keyset'

const shape = { value: z.number().int(), id: z.uuid() }

/** Disagreements, of one group or of all, newest first. Throws DomainError `invalid` / `cursor_invalid`. */
export async function listDrift(
  { prisma }: Db,
  input: { open: boolean; groupId?: string | undefined; cursor?: string | null | undefined; limit: number },
): Promise<{ items: DriftItem[]; nextCursor: string | null }> {
  const { open, groupId, cursor, limit } = input
  const order = open ? 'open' : 'over'
  const after = positionOf(order, shape, cursor)
  const at = after && new Date(after.value)
  const rows = await prisma.drift.findMany({
    where: {
      groupId,
      state: open ? 'open' : { not: 'open' },
      ...(after && at && { OR: [{ foundAt: { lt: at } }, { foundAt: at, id: { lt: after.id } }] }),
    },
    orderBy: [{ foundAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    include: { endedBy: { select: { id: true, name: true } } },
  })
  const page = pageOf(rows, limit, order, (row) => ({ value: row.foundAt.getTime(), id: row.id }))
  const names = await namesOf(prisma, page.rows)
  return {
    items: page.rows.map((row) => ({
      id: row.id,
      group: { id: row.groupId, name: names.get(row.groupId) ?? row.groupId },
      kind: row.kind,
      state: row.state satisfies DriftState,
      expected: row.expected,
      seen: row.seen,
      foundAt: row.foundAt.getTime(),
      endedAt: row.endedAt?.getTime() ?? null,
      endedBy: row.endedBy,
      ledgerId: row.ledgerId,
      gaveUp: row.gaveUp,
      remedy: row.state === 'open' ? remedyOf(row.kind, row.expected) : null,
      instead: insteadOf(row.state === 'open' && row.gaveUp),
    })),
    nextCursor: page.nextCursor,
  }
}

async function namesOf(
  prisma: Db['prisma'],
  rows: readonly { groupId: string }[],
): Promise<Map<string, string>> {
  const groups = await prisma.groupIndex.findMany({
    where: { groupId: { in: rows.map(({ groupId }) => groupId) } },
    select: { groupId: true, name: true },
  })
  return new Map(groups.map(({ groupId, name }) => [groupId, name]))
}

/** How many wait for somebody, and how many of them came again after five times. */
export async function countDrift({ prisma }: Db): Promise<{ open: number; gaveUp: number }> {
  const [open, gaveUp] = await Promise.all([
    prisma.drift.count({ where: { state: 'open' } }),
    prisma.drift.count({ where: { state: 'open', gaveUp: true } }),
  ])
  return { open, gaveUp }
}
