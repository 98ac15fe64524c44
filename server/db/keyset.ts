import { z } from 'zod'
import { isStorable } from '@/server/db/storable-text'
import { DomainError } from '@/server/errors'

/**
 * Keyset paging: a page begins after the last row of the one before, so that rows that come and go meanwhile neither
 * repeat nor hide others. A cursor is opaque to whoever holds it; it names the order it belongs to.
 */
export type Position = { value: string | number; id: string }

const text = z.string().refine(isStorable)
const cursorBody = z.tuple([text, z.union([text, z.number()]), text])

/** The cursor of a row in the order named `order`. */
export function cursorOf(order: string, { value, id }: Position): string {
  return Buffer.from(JSON.stringify([order, value, id])).toString('base64url')
}

/**
 * The position that `cursor` names; null for the first page.
 * Throws DomainError `invalid` / `cursor_invalid` for anything that `cursorOf` did not make for this order.
 */
export function positionOf<Value extends z.ZodType<string | number>, Id extends z.ZodType<string>>(
  order: string,
  shape: { value: Value; id: Id },
  cursor: string | null | undefined,
): { value: z.output<Value>; id: z.output<Id> } | null {
  if (cursor === null || cursor === undefined) return null
  const [madeFor, value, id] = bodyOf(cursor)
  const position = z.object(shape).safeParse({ value, id })
  if (madeFor !== order || !position.success) throw refused()
  return { value: shape.value.parse(value), id: shape.id.parse(id) }
}

/** The rows of one page, and the cursor of the next; `rows` was read with a limit of `limit + 1`. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  order: string,
  position: (row: Row) => Position,
): { rows: readonly Row[]; nextCursor: string | null } {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { rows: page, nextCursor: rows.length > limit && last ? cursorOf(order, position(last)) : null }
}

function bodyOf(cursor: string): z.output<typeof cursorBody> {
  try {
    return cursorBody.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch (cause) {
    throw refused(cause)
  }
}

function refused(cause?: unknown) {
  return new DomainError('invalid', 'cursor_invalid', { field: 'cursor', cause })
}
