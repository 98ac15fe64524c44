import type { Db } from '@/server/db/client'

/** Tells the screens what the items of batches changed since this was called last, each topic once. */
export async function tellTogether({ prisma }: Db): Promise<void> {
  await prisma.$queryRaw`
    WITH told AS (DELETE FROM told_later RETURNING topic)
    SELECT 1 AS told FROM (SELECT DISTINCT topic FROM told) AS topics, pg_notify('steward', topic)`
}
