import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import type { Env } from '@/server/env'
import { idsIn, purgeSome } from './purge-cases'
import { removeFiles } from './remove-files'

/** Cases that are purged together. */
const AT_ONCE = 20

/**
 * Purges what is kept of cases that closed longer ago than their reason says, and files that nobody needs any more. A
 * legal hold stops it, and so does a second look at the decision that is not over. Hashes and sizes stay. Ends early on
 * `stop`; what is left is done the next time, also after a kill. Answers how many cases it purged.
 */
export async function purgeEvidence(env: Pick<Env, 'db' | 'config'>, stop?: AbortSignal): Promise<number> {
  let purged = 0
  while (!stop?.aborted) {
    const due = await dueCases(env.db)
    if (due.length === 0) break
    const done = await purgeSome(env.db, due, OVER)
    purged += done.purged
    // Whatever else is left of these is held by somebody; it comes again with the next run.
    if (done.purged === 0 && !done.more) break
  }
  await removeFiles(env, stop)
  return purged
}

/** The condition under which the time of a case `c` with its reason `y` is over. */
const OVER = Prisma.sql`
  c.state = 'closed' AND c.purged_at IS NULL AND NOT c.legal_hold
  AND c.closed_at < now() - y.retention_days * interval '1 day'
  AND NOT case_is_kept(c.id, y.retention_days)`

async function dueCases({ prisma }: Db): Promise<string[]> {
  return idsIn(
    await prisma.$queryRaw`
      SELECT c.id FROM reason AS y JOIN "case" AS c ON c.reason = y.id WHERE ${OVER} LIMIT ${AT_ONCE}`,
  )
}
