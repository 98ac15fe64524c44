import { z } from 'zod'
import type { Db, Tx } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import type { PeriodInput, Unit } from './schema'

/** Whatever reads: the database, or a transaction that sees one state of it. */
export type Reader = Pick<Db['prisma'] | Tx, '$queryRaw'>

/** A period as moments: `to` is the first one that is not in it any more. `now` is that of the database. */
export type Span = { from: Date; to: Date; now: Date }

/** What is counted: of which cases `c`, in which period, and how finely it is drawn. */
export type Scope = Span & { timeZone: string; unit: Unit; sees: Prisma.Sql }

const moments = z.tuple([z.object({ from: z.number(), to: z.number(), now: z.number() })])

/** When the days of a period begin and end in its time zone; what lies ahead is not in it. */
export async function spanOf(db: Reader, { from, to, timeZone }: PeriodInput): Promise<Span> {
  const rows = await db.$queryRaw`
    SELECT ${msOf(Prisma.sql`begins`)} AS from, ${msOf(Prisma.sql`least(ends, now())`)} AS to,
           ${msOf(Prisma.sql`now()`)} AS now
    FROM (SELECT ${from}::text::date::timestamp AT TIME ZONE ${timeZone}::text AS begins,
                 (${to}::text::date + 1)::timestamp AT TIME ZONE ${timeZone}::text AS ends) AS period`
  const [span] = moments.parse(rows)
  const begin = Math.min(span.from, span.to)
  return { from: new Date(begin), to: new Date(span.to), now: new Date(span.now) }
}

/** Unix ms of a time in SQL. */
export const msOf = (time: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`floor(extract(epoch FROM ${time}) * 1000)::float8`
