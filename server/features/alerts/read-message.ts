import { z } from 'zod'
import type { Db } from '@/server/db/client'
import type { Localised } from '@/server/features/desk/localised'
import { localised } from '@/server/features/desk/schema'
import type { Item, Told } from './compose'
import { ALERT_EVENTS } from './kinds'

/** Items of a kind that are read; no message names more. */
const MOST_READ = 5

const facts = z.object({
  id: z.string().nullish(),
  case: z.number().nullish(),
  reason: z.string().nullish(),
  due: z.number().nullish(),
})
const row = z.object({
  event: z.enum(ALERT_EVENTS),
  count: z.number(),
  facts,
  queue_id: z.string().nullable(),
  queue_names: localised.nullable(),
  reason_names: localised.nullable(),
})
type Row = z.infer<typeof row>

/** What a message tells of: how many of each kind, and the first of them with the names of today. */
export async function readTold({ prisma }: Db, messageId: string): Promise<Told[]> {
  const rows = await prisma.$queryRaw`
    SELECT a.event, a.count::int AS count, a.facts, a.queue_id, q.names AS queue_names, r.names AS reason_names
    FROM (
      SELECT *, count(*) OVER (PARTITION BY event) AS count,
             row_number() OVER (PARTITION BY event ORDER BY at, id) AS n
      FROM alert WHERE message_id = ${messageId}::uuid
    ) AS a
    LEFT JOIN queue AS q ON q.id = a.queue_id
    LEFT JOIN reason AS r ON r.id = a.facts->>'reason'
    WHERE a.n <= ${MOST_READ}
    ORDER BY a.event, a.n`
  const read = z.array(row).parse(rows)
  return ALERT_EVENTS.flatMap((event): Told[] => {
    const of = read.filter((one) => one.event === event)
    const [first] = of
    return first ? [{ event, count: first.count, items: of.map(itemOf) }] : []
  })
}

const itemOf = ({ event, facts: of, queue_id, queue_names, reason_names }: Row): Item => ({
  event,
  id: of.id ?? null,
  case: of.case ?? null,
  queue: named(queue_id, queue_names),
  reason: named(of.reason ?? null, reason_names),
  due: of.due ?? null,
})

const named = (id: string | null, names: Localised | null) =>
  id === null || names === null ? null : { id, names }
