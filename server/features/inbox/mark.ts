import type { Db, Tx } from '@/server/db/client'
import type { Prisma } from '@/server/db/generated/client'
import { announce } from '@/server/live/announce'
import type { MarkRead } from './schema'

/** Marks one's own items as read; the same person's other pages hear of it. What is none of theirs stays as it is. */
export async function markRead(
  { prisma }: Pick<Db, 'prisma'>,
  staffId: string,
  which: MarkRead,
): Promise<Record<string, never>> {
  await prisma.$transaction((tx) =>
    mark(tx, staffId, 'id' in which ? { id: which.id } : { at: { lte: new Date(which.upTo) } }),
  )
  return {}
}

/** Whoever looks at a case has read what they were told of it; in the caller's transaction. */
export async function markSeen(tx: Tx, staffId: string, caseId: string): Promise<void> {
  await mark(tx, staffId, { caseId })
}

async function mark(tx: Tx, staffId: string, which: Prisma.InboxItemWhereInput): Promise<void> {
  const { count } = await tx.inboxItem.updateMany({
    where: { ...which, staffId, readAt: null },
    data: { readAt: new Date() },
  })
  if (count > 0) await announce(tx, 'inbox', staffId)
}
