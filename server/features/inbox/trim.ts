import type { Db } from '@/server/db/client'

const DAY_MS = 86_400_000
/** How long what was read is kept, and what never was. */
export const READ_KEPT_MS = 30 * DAY_MS
export const KEPT_MS = 90 * DAY_MS

/** Deletes what is too old to be asked for. Safe to run twice at once. */
export async function trimInbox({ prisma }: Pick<Db, 'prisma'>): Promise<void> {
  const before = (ms: number) => new Date(Date.now() - ms)
  await prisma.inboxItem.deleteMany({ where: { readAt: { lt: before(READ_KEPT_MS) } } })
  await prisma.inboxItem.deleteMany({ where: { at: { lt: before(KEPT_MS) } } })
}
