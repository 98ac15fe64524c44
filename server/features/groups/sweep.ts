import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { BATCH, type SweepEnv, sweep } from '@/server/features/sweeps/run'
import { markGone, writeGroups } from './group-index'
import { rememberOwnersById } from './owners'

const idRows = z.array(z.object({ id: z.string() }))

/**
 * Reads all of OpenIM's groups into the index (see `sweep`), and the names of owners that the index does not know.
 * Dismissed groups are not in its list: they stay as they are, unless somebody still was in them when they were read.
 */
export async function sweepGroups(env: SweepEnv, stop?: AbortSignal): Promise<boolean> {
  const { db, openim } = env
  return await sweep(
    env,
    {
      kind: 'group',
      sorted: true,
      async page(page, size, options) {
        const { groups, total } = await openim.groups.page(page, size, options)
        return { items: groups, total }
      },
      byIds: openim.groups.byIds,
      async write(groups, readAt) {
        await writeGroups(db, groups, readAt, { passBy: true })
      },
      markGone: async (ids, readAt) => (await markGone(db, ids, readAt, { passBy: true })).length,
      unread: (since, after, limit) => unreadGroups(db, since, after, limit),
      async finish(pace, options) {
        for (let ids = await unknownOwners(db, ''); ids.length > 0; ) {
          await pace()
          await rememberOwnersById(env, ids, options)
          ids = await unknownOwners(db, ids.at(-1) ?? '')
        }
      },
    },
    stop,
  )
}

async function unreadGroups({ prisma }: Db, since: Date, after: string, limit: number): Promise<string[]> {
  const rows = await prisma.$queryRaw`
    SELECT group_id AS id FROM group_index
    WHERE group_id > ${after} AND read_at < ${since} AND (status <> 'dismissed' OR member_count > 0) AND gone_at IS NULL
    ORDER BY group_id LIMIT ${limit}`
  return idRows.parse(rows).map((row) => row.id)
}

/** Owners behind `after` whose name was never read. */
async function unknownOwners({ prisma }: Db, after: string): Promise<string[]> {
  const rows = await prisma.$queryRaw`
    SELECT DISTINCT g.owner_id AS id FROM group_index AS g
    WHERE g.owner_id > ${after} AND NOT EXISTS (SELECT 1 FROM person_index AS p WHERE p.user_id = g.owner_id)
    ORDER BY g.owner_id LIMIT ${BATCH}`
  return idRows.parse(rows).map((row) => row.id)
}
