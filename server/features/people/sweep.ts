import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { type SweepEnv, sweep } from '@/server/features/sweeps/run'
import { markPeopleGone, writePeople } from './person-index'

/**
 * Reads all of OpenIM's people into the index (see `sweep`). Its list leaves out administrators and notification
 * accounts: those that the index knows are read by id.
 */
export async function sweepPeople(env: SweepEnv, stop?: AbortSignal): Promise<boolean> {
  const { db, openim } = env
  return await sweep(
    env,
    {
      kind: 'person',
      sorted: false,
      async page(page, size, options) {
        const { users, total } = await openim.users.page(page, size, options)
        return { items: users, total }
      },
      byIds: openim.users.info,
      async write(users, readAt) {
        await writePeople(db, users, readAt, { passBy: true })
      },
      markGone: async (ids, readAt) => (await markPeopleGone(db, ids, readAt, { passBy: true })).length,
      unread: (since, after, limit) => unreadPeople(db, since, after, limit),
    },
    stop,
  )
}

async function unreadPeople({ prisma }: Db, since: Date, after: string, limit: number): Promise<string[]> {
  const rows = await prisma.$queryRaw`
    SELECT user_id AS id FROM person_index WHERE user_id > ${after} AND read_at < ${since} AND gone_at IS NULL
    ORDER BY user_id LIMIT ${limit}`
  return z
    .array(z.object({ id: z.string() }))
    .parse(rows)
    .map((row) => row.id)
}
