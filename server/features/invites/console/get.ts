import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'
import { codeIn } from '@/server/features/invites/pasted'
import { refusal } from '@/server/features/invites/schema'
import { inviteItem } from './invite-row'
import { readInvites } from './list'
import { type InviteDetail, type InviteItem, type RefusalItem, USE_DAYS } from './schema'

/** Refusals that an invite page shows. */
const REFUSALS_SHOWN = 20

/** One link by its id or its code. Throws DomainError `not_found`. */
async function findInvite(db: Pick<Db, 'prisma'>, key: string): Promise<InviteItem> {
  const id = z.uuid().safeParse(key)
  const code = codeIn(key)
  const found = id.success
    ? await oneOf(db, Prisma.sql`i.id = ${id.data}::uuid`)
    : code && (await linkOf(db, code))
  if (!found) throw new DomainError('not_found', 'not_found')
  return found
}

/** The link of a code in its canonical spelling, with the names that lists have; null where there is none. */
export const linkOf = (db: Pick<Db, 'prisma'>, code: string): Promise<InviteItem | null> =>
  oneOf(db, Prisma.sql`i.code = ${code}`)

async function oneOf(db: Pick<Db, 'prisma'>, is: Prisma.Sql): Promise<InviteItem | null> {
  const [row] = await readInvites(db, Prisma.sql`SELECT i.* FROM invite AS i WHERE ${is}`)
  return row ? inviteItem(row, Date.now()) : null
}

/** One link with what became of it; days are those of `timeZone`. Throws DomainError `not_found`. */
export async function getInvite(
  db: Pick<Db, 'prisma'>,
  { key, timeZone }: { key: string; timeZone: string },
): Promise<InviteDetail> {
  const invite = await findInvite(db, key)
  const { id } = invite
  const [terms, counts, days, refusals] = await Promise.all([
    db.prisma.invite.findUniqueOrThrow({ where: { id }, select: { requester: true, ticket: true } }),
    countsOf(db, id),
    daysOf(db, id, knownZone(timeZone)),
    refusalsOf(db, id),
  ])
  return { ...invite, ...terms, counts, days, refusals }
}

const countRow = z.tuple([
  z.object({
    joined: z.number(),
    applied: z.number(),
    reserved: z.number(),
    refused: z.number(),
    returned: z.number(),
  }),
])

async function countsOf({ prisma }: Pick<Db, 'prisma'>, id: string): Promise<InviteDetail['counts']> {
  const rows = await prisma.$queryRaw`
    SELECT count(*) FILTER (WHERE state = 'joined')::int AS joined,
      count(*) FILTER (WHERE state = 'applied')::int AS applied,
      count(*) FILTER (WHERE state = 'reserved')::int AS reserved,
      count(*) FILTER (WHERE state = 'refused')::int AS refused,
      count(returned_at)::int AS returned
    FROM redemption WHERE invite_id = ${id}::uuid`
  return countRow.parse(rows)[0]
}

const dayRows = z.array(z.object({ day: z.string(), joined: z.number(), applied: z.number() }))

async function daysOf({ prisma }: Pick<Db, 'prisma'>, id: string, zone: string) {
  const rows = await prisma.$queryRaw`
    WITH today AS (SELECT (now() AT TIME ZONE ${zone}::text)::date AS day),
    counted AS (
      SELECT (r.created_at AT TIME ZONE ${zone}::text)::date AS day,
        count(*) FILTER (WHERE r.state = 'joined')::int AS joined,
        count(*) FILTER (WHERE r.state = 'applied')::int AS applied
      FROM redemption AS r, today
      WHERE r.invite_id = ${id}::uuid
        AND r.created_at >= ((today.day - ${USE_DAYS - 1}::int)::timestamp AT TIME ZONE ${zone}::text)
      GROUP BY 1
    )
    SELECT to_char(d.day, 'YYYY-MM-DD') AS day, coalesce(c.joined, 0) AS joined, coalesce(c.applied, 0) AS applied
    FROM today, generate_series(today.day - ${USE_DAYS - 1}::int, today.day, interval '1 day') AS d (day)
    LEFT JOIN counted AS c ON c.day = d.day::date ORDER BY d.day`
  return dayRows.parse(rows)
}

/** Days are cut in UTC for a name that this server does not know. */
function knownZone(name: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}

const refusalRows = z.array(
  z.object({
    reference: z.string(),
    why: refusal,
    at: z.date(),
    user_id: z.string().nullable(),
    nickname: z.string().nullable(),
  }),
)

async function refusalsOf({ prisma }: Pick<Db, 'prisma'>, id: string): Promise<RefusalItem[]> {
  const rows = await prisma.$queryRaw`
    SELECT r.reference, r.why, r.at, r.user_id, p.nickname
    FROM (SELECT * FROM invite_refusal WHERE invite_id = ${id}::uuid ORDER BY at DESC LIMIT ${REFUSALS_SHOWN}) AS r
    LEFT JOIN person_index AS p ON p.user_id = r.user_id ORDER BY r.at DESC`
  return refusalRows.parse(rows).map(({ reference, why, at, user_id, nickname }) => ({
    reference,
    why,
    at: at.getTime(),
    user: user_id === null ? null : { id: user_id, name: nickname },
  }))
}
