import type { Db } from '@/server/db/client'

/** How long support finds out by a reference why somebody was refused, days. */
export const REFUSALS_KEPT_DAYS = 30

/** Deletes refusals that are too old to be asked about. Safe to run twice at once. */
export async function trimRefusals({ prisma }: Pick<Db, 'prisma'>): Promise<void> {
  await prisma.$executeRaw`
    DELETE FROM invite_refusal WHERE at < now() - ${REFUSALS_KEPT_DAYS} * interval '1 day'`
}
