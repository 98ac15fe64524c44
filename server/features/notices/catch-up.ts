import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { enqueue } from '@/server/jobs/enqueue'

/** Younger ones have a job that is about to run, s. */
const PATIENCE_S = 120
const MOST_AT_ONCE = 500

const ids = z.array(z.object({ id: z.string() }))

/** Asks again for notices that are still to be sent: a killed worker's, or those whose pauses grew while OpenIM was away. */
export async function catchUpNotices({ prisma }: Db): Promise<number> {
  return await prisma.$transaction(async (tx) => {
    const rows = await tx.$queryRaw`
      SELECT id FROM notice
      WHERE state IN ('due', 'sending') AND created_at < now() - ${PATIENCE_S} * interval '1 second'
      ORDER BY created_at, id LIMIT ${MOST_AT_ONCE}`
    const missing = ids.parse(rows)
    for (const { id } of missing) await enqueue(tx, 'notices.send', { noticeId: id }, `notice:${id}`)
    return missing.length
  })
}
