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
  const [counts, days, refusals] = await Promise.all([
    countsOf(db, id),
    daysOf(db, id, knownZone(timeZone)),
    refusalsOf(db, id),
  ])
  return { ...invite, counts, days, refusals }
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

/**
 * How many came to what. Most joined, and those are not gone through: they are what a link's own count of uses leaves when
 * the others are taken from it, each by an index that has no others.
 */
async function countsOf({ prisma }: Pick<Db, 'prisma'>, id: string): Promise<InviteDetail['counts']> {
  const rows = await prisma.$queryRaw`
    SELECT (i.used - reserved - applied + returned_there)::int AS joined, applied, reserved, refused, returned
    FROM invite AS i,
      (SELECT count(*)::int AS reserved FROM redemption WHERE invite_id = ${id}::uuid AND state = 'reserved') AS a,
      (SELECT count(*)::int AS applied FROM redemption WHERE invite_id = ${id}::uuid AND state = 'applied') AS b,
      (SELECT count(*)::int AS refused FROM redemption WHERE invite_id = ${id}::uuid AND state = 'refused') AS c,
      (SELECT count(*)::int AS returned,
          (count(*) FILTER (WHERE state IN ('joined', 'applied')))::int AS returned_there
        FROM redemption WHERE invite_id = ${id}::uuid AND returned_at IS NOT NULL) AS d
    WHERE i.id = ${id}::uuid`
  return countRow.parse(rows)[0]
}

const dayRows = z.array(z.object({ day: z.string(), joined: z.number(), applied: z.number() }))

/** Uses by the days of `zone`: ids of redemptions begin with their time, so that an index alone tells how many. */
async function daysOf({ prisma }: Pick<Db, 'prisma'>, id: string, zone: string) {
  const within = Prisma.sql`r.invite_id = ${id}::uuid AND r.id >= d.first_id AND r.id < d.next_id`
  const rows = await prisma.$queryRaw`
    WITH today AS (SELECT (now() AT TIME ZONE ${zone}::text)::date AS day),
    d AS (
      SELECT d.day, first_id_at(d.day AT TIME ZONE ${zone}::text) AS first_id,
        first_id_at((d.day + interval '1 day') AT TIME ZONE ${zone}::text) AS next_id
      FROM today, generate_series(today.day - ${USE_DAYS - 1}::int, today.day, interval '1 day') AS d (day)
    )
    SELECT to_char(d.day, 'YYYY-MM-DD') AS day, (a.n - b.n - c.n - e.n)::int AS joined, b.n::int AS applied
    FROM d,
      LATERAL (SELECT count(*) AS n FROM redemption AS r WHERE ${within}) AS a,
      LATERAL (SELECT count(*) AS n FROM redemption AS r WHERE ${within} AND r.state = 'applied') AS b,
      LATERAL (SELECT count(*) AS n FROM redemption AS r WHERE ${within} AND r.state = 'refused') AS c,
      LATERAL (SELECT count(*) AS n FROM redemption AS r WHERE ${within} AND r.state = 'reserved') AS e
    ORDER BY d.day`
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
