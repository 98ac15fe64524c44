import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import type { Env } from '@/server/env'
import { refusal } from '@/server/features/invites/schema'
import { OpenimError } from '@/server/openim/errors'
import { type Arrival, type ArrivalListInput, type Presence, SANCTIONS } from './schema'

/** A person's own arrivals that their page shows. */
const SHOWN_OF_PERSON = 20

const row = z.object({
  id: z.string(),
  invite_id: z.string(),
  group_id: z.string(),
  group_name: z.string().nullable(),
  user_id: z.string(),
  nickname: z.string().nullable(),
  state: z.enum(['reserved', 'joined', 'applied', 'refused']),
  code: refusal.nullable().catch('openim_refused'),
  at: z.date(),
  ledger_id: z.string().nullable(),
  counted: z.boolean(),
  returned_at: z.date().nullable(),
  sanctions: z.array(z.enum(SANCTIONS)),
})

/** On `r`: sanctioned after they came, and that stands. */
export const SANCTIONED = Prisma.sql`r.state IN ('joined', 'applied') AND r.id IN (
  SELECT s.redemption_id FROM invite_sanction AS s WHERE s.invite_id = r.invite_id)`

/** One page of who came by a link, or tried to, newest first; the cursor is the id of the last row seen. */
export async function listArrivals(
  db: Pick<Db, 'prisma'>,
  { inviteId, kind, cursor, limit }: ArrivalListInput,
): Promise<{ items: Arrival[]; nextCursor: string | null }> {
  const conditions = [Prisma.sql`r.invite_id = ${inviteId}::uuid`]
  if (kind === 'sanctioned') conditions.push(SANCTIONED)
  else if (kind) conditions.push(Prisma.sql`r.state = ${kind}::"RedemptionState"`)
  if (cursor) conditions.push(Prisma.sql`r.id < ${cursor}::uuid`)
  const items = await read(
    db,
    Prisma.sql`SELECT r.* FROM redemption AS r WHERE ${Prisma.join(conditions, ' AND ')}
      ORDER BY r.id DESC LIMIT ${limit + 1}`,
  )
  const page = items.slice(0, limit)
  return { items: page, nextCursor: items.length > limit ? (page.at(-1)?.id ?? null) : null }
}

/** By which links somebody came, or tried to, newest first. */
export async function arrivalsOf(db: Pick<Db, 'prisma'>, userId: string): Promise<Arrival[]> {
  return await read(
    db,
    Prisma.sql`SELECT r.* FROM redemption AS r WHERE r.user_id = ${userId} ORDER BY r.id DESC LIMIT ${SHOWN_OF_PERSON}`,
  )
}

/** How somebody used a link last. */
export async function lastArrival(
  db: Pick<Db, 'prisma'>,
  inviteId: string,
  userId: string,
): Promise<Arrival | null> {
  const picked = Prisma.sql`
    SELECT r.* FROM redemption AS r WHERE r.user_id = ${userId} AND r.invite_id = ${inviteId}::uuid
      AND r.state <> 'refused' ORDER BY r.id DESC LIMIT 1`
  return (await read(db, picked))[0] ?? null
}

async function read({ prisma }: Pick<Db, 'prisma'>, picked: Prisma.Sql): Promise<Arrival[]> {
  const rows = await prisma.$queryRaw`
    SELECT r.id::text, r.invite_id::text, r.group_id, g.name AS group_name, r.user_id,
      -- Of somebody new the index knows nothing yet; how OpenIM named them as they came is with what was done.
      coalesce(nullif(p.nickname, ''), l.plan->>'name') AS nickname, r.state::text, r.code,
      r.created_at AS at, r.ledger_id::text, r.counted, r.returned_at,
      ARRAY(SELECT s.kind FROM invite_sanction AS s WHERE s.redemption_id = r.id ORDER BY s.kind DESC) AS sanctions
    FROM (${picked}) AS r LEFT JOIN person_index AS p ON p.user_id = r.user_id
    LEFT JOIN ledger AS l ON l.id = r.ledger_id
    LEFT JOIN group_index AS g ON g.group_id = r.group_id ORDER BY r.id DESC`
  return z
    .array(row)
    .parse(rows)
    .map((found) => ({
      id: found.id,
      inviteId: found.invite_id,
      group: { id: found.group_id, name: found.group_name },
      user: { id: found.user_id, name: found.nickname },
      state: found.state,
      why: found.code,
      at: found.at.getTime(),
      ledgerId: found.ledger_id,
      counted: found.counted,
      returnedAt: found.returned_at?.getTime() ?? null,
      sanctions: found.state === 'refused' ? [] : found.sanctions,
    }))
}

/** Who of these people is in the group now, as OpenIM says. */
export async function presentIn(
  { openim }: Pick<Env, 'openim'>,
  { groupId, userIds }: { groupId: string; userIds: readonly string[] },
  operationId: string,
): Promise<Presence> {
  const at = Date.now()
  try {
    const members = await openim.groups.members.details(groupId, userIds, { operationId })
    return { read: true, at, present: members.map(({ userId }) => userId) }
  } catch (error) {
    if (error instanceof OpenimError) return { read: false }
    throw error
  }
}
