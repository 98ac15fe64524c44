import type { Db } from '@/server/db/client'
import type { Prisma, Sweep, SweepKind } from '@/server/db/generated/client'

/** Somebody else took the sweep over; nothing more may be written of it. */
export class SweepLost extends Error {}

/**
 * Takes a sweep up where it stopped, or begins a new one at `now` (Unix ms). Whoever held it before can write no more of
 * it.
 */
export async function takeSweep({ prisma }: Db, kind: SweepKind, now: number): Promise<Sweep> {
  return await prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM sweep WHERE kind = ${kind}::"SweepKind" FOR UPDATE`
    const { state } = await tx.sweep.findUniqueOrThrow({ where: { kind }, select: { state: true } })
    const data: Prisma.SweepUpdateInput = { epoch: { increment: 1 }, ...(state === 'idle' && beginning(now)) }
    return await tx.sweep.update({ where: { kind }, data })
  })
}

const beginning = (now: number): Prisma.SweepUpdateInput => ({
  state: 'listing',
  startedAt: new Date(now),
  movedAt: new Date(now),
  pages: 0,
  rows: 0,
  total: 0,
  reread: 0,
  gone: 0,
  walk: 1,
  listEnd: 0,
  lastId: null,
  lastCreatedAt: null,
  slipped: false,
  afterId: '',
})

/** Keeps how far a sweep has come. Throws SweepLost. */
export async function keepSweep(
  { prisma }: Db,
  { kind, epoch }: Pick<Sweep, 'kind' | 'epoch'>,
  data: Omit<Prisma.SweepUpdateManyMutationInput, 'kind' | 'epoch'>,
): Promise<void> {
  const { count } = await prisma.sweep.updateMany({
    where: { kind, epoch },
    data: { movedAt: new Date(), ...data },
  })
  if (count === 0) throw new SweepLost(`the sweep of ${kind}s was taken over`)
}
