import type { Env } from '@/server/env'
import { writeGroups } from './group-index'
import { rememberOwners } from './owners'

const PAGE = 200
const BATCH = 500
/** How often the whole list is read again when it moved while it was read. */
const MOST_PASSES = 3

type SweepEnv = Pick<Env, 'db' | 'openim'>

/**
 * Reads all of OpenIM's groups into the index. Its list leaves out dismissed groups and moves under whoever pages
 * through it, so groups that were not met are read again by id. Throws OpenimError; what was read until then stays.
 */
export async function sweepGroups(env: SweepEnv): Promise<void> {
  const startedAt = Date.now()
  const operationId = `sweep-${startedAt}`
  for (let pass = 1; pass <= MOST_PASSES; pass += 1) {
    if (!(await readList(env, operationId))) break
  }
  await readMissing(env, startedAt, operationId)
}

/** One walk over the list. Answers whether groups left it meanwhile: those behind them moved up, past a page already read. */
async function readList(env: SweepEnv, operationId: string): Promise<boolean> {
  let first: number | undefined
  for (let page = 1; ; page += 1) {
    const readAt = Date.now()
    const { groups, total } = await env.openim.groups.page(page, PAGE, { operationId })
    await writeGroups(env.db, groups, readAt)
    await rememberOwners(env, groups, operationId)
    first ??= total
    if (groups.length === 0 || page * PAGE >= total) return total < first
  }
}

/** Known groups that the list did not show: dismissed, or missed. A dismissed group that is empty stays as it is. */
async function readMissing({ db, openim }: SweepEnv, startedAt: number, operationId: string): Promise<void> {
  const rows = await db.prisma.groupIndex.findMany({
    where: {
      readAt: { lt: new Date(startedAt) },
      OR: [{ status: { not: 'dismissed' } }, { memberCount: { gt: 0 } }],
    },
    orderBy: { groupId: 'asc' },
    select: { groupId: true },
  })
  for (let at = 0; at < rows.length; at += BATCH) {
    const ids = rows.slice(at, at + BATCH).map((row) => row.groupId)
    const readAt = Date.now()
    await writeGroups(db, await openim.groups.byIds(ids, { operationId }), readAt)
  }
}
