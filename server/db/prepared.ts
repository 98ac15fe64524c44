import { z } from 'zod'
import type { Db } from '@/server/db/client'

/** One statement in a transaction of its own; its values are `$1`, `$2`, … in their order. */
type Statement<Row> = (db: Pick<Db, 'pool'>, ...values: readonly unknown[]) => Promise<Row[]>

/**
 * A statement that is run for each of ten thousand: every connection parses and plans it once, and no query is built for
 * it. It names its columns, because a prepared `*` fails once a column is added. `name` is its own among all of these.
 */
export function prepared<Row>(name: string, text: string, row: z.ZodType<Row>): Statement<Row> {
  const rows = z.array(row)
  return async ({ pool }, ...values) =>
    rows.parse((await pool.query({ name, text, values: [...values] })).rows)
}
