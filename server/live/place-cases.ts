import { z } from 'zod'
import type { Tx } from '@/server/db/client'
import type { HubEvent } from '@/server/live/topics'

const restricted = z.array(z.object({ id: z.string(), queue_id: z.string() }))
const uuid = z.uuid()

/** Topics whose ids are those of cases. */
const isOfCase = ({ topic, id }: HubEvent) =>
  (topic === 'case' || topic === 'presence') && uuid.safeParse(id).success

/** Events with the restricted queue of each that is about a case in one; one query for all of them. */
export async function placeCases(
  tx: Pick<Tx, '$queryRaw'>,
  events: readonly HubEvent[],
): Promise<readonly HubEvent[]> {
  const ids = events.filter(isOfCase).map(({ id }) => id)
  if (ids.length === 0) return events
  const rows = restricted.parse(
    await tx.$queryRaw`SELECT id, queue_id FROM "case" WHERE id = ANY (${ids}::uuid[]) AND restricted`,
  )
  const queues = new Map(rows.map(({ id, queue_id }) => [id, queue_id]))
  return events.map((event) => {
    const queueId = isOfCase(event) ? queues.get(event.id) : undefined
    return queueId === undefined ? event : { ...event, queueId }
  })
}
