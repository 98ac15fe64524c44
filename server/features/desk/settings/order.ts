import type { Db, Tx } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'
import { FALLBACK_QUEUE } from '@/server/features/desk/schema'
import { type By, noteSaved } from './saved'
import type { Reorder } from './schema'

const TABLES = {
  reason: Prisma.sql`reason`,
  queue: Prisma.sql`queue`,
  policy: Prisma.sql`policy`,
} as const

/**
 * Puts reasons, queues or policies in another order. The queue that takes everything stays the last. Throws DomainError
 * `conflict` / `setting_changed` where one came or went meanwhile.
 */
export async function reorder({ prisma }: Db, by: By, { kind, ids }: Reorder): Promise<void> {
  if (kind === 'queue' && ids.at(-1) !== FALLBACK_QUEUE) {
    throw new DomainError('invalid', 'queue_is_fixed', { field: 'ids' })
  }
  await prisma.$transaction(async (tx) => {
    const before = await idsInOrder(tx, kind)
    const isSame = before.toSorted().join() === ids.toSorted().join()
    if (!isSame) throw new DomainError('conflict', 'setting_changed')
    await tx.$executeRaw`
      UPDATE ${TABLES[kind]} AS row SET position = place.n
      FROM unnest(${[...ids]}::text[]) WITH ORDINALITY AS place (id, n)
      WHERE row.id = place.id AND row.position <> place.n`
    const change = { before: { ids: before }, after: { ids } }
    await noteSaved(tx, by, { action: 'desk.ordered', kind: 'desk', id: kind, ...change })
  })
}

async function idsInOrder(tx: Tx, kind: Reorder['kind']): Promise<string[]> {
  const select = { id: true }
  const orderBy = [{ position: 'asc' as const }, { id: 'asc' as const }]
  await tx.$executeRaw`LOCK TABLE ${TABLES[kind]} IN SHARE ROW EXCLUSIVE MODE`
  const rows =
    kind === 'reason'
      ? await tx.reason.findMany({ select, orderBy })
      : kind === 'queue'
        ? await tx.queue.findMany({ select, orderBy })
        : await tx.policy.findMany({ select, orderBy })
  return rows.map(({ id }) => id)
}
