import { Prisma } from '@/server/db/generated/client'
import {
  LONGEST_ID,
  type PlaceKey,
  STRETCH_ORDERS,
  type StretchEnds,
  type StretchKind,
} from '@/server/features/names/orders'
import type { GroupFilter } from './schema'

/** A value of an order's column, itself included; with an id the row where a list goes on, itself not included. */
export type End = { value: string | number | Date; id?: string }

/**
 * What is wanted of the orders' columns. Each end is asked for once: of two conditions PostgreSQL begins or ends at either.
 */
export type Spans = Partial<Record<StretchKind, { low?: End; high?: End }>>

/** Of a filter. */
export function spansOf({ minMembers, maxMembers, createdFrom, createdTo }: GroupFilter): Spans {
  const spans: Spans = {}
  const sized = { ...endAt('low', minMembers), ...endAt('high', maxMembers) }
  const dated = { ...endAt('low', createdFrom, toDate), ...endAt('high', createdTo, toDate) }
  if (Object.keys(sized).length > 0) spans.group_by_members = sized
  if (Object.keys(dated).length > 0) spans.group_by_created = dated
  return spans
}

const toDate = (ms: number) => new Date(ms)

function endAt<Side extends 'low' | 'high'>(
  side: Side,
  value: number | undefined,
  to: (value: number) => number | Date = (number) => number,
) {
  return value === undefined ? {} : { [side]: { value: to(value) } }
}

/** The same, for a list that goes on behind a row. A cursor of another filter's list may lie before all that match. */
export function goingOn(spans: Spans, kind: StretchKind, descending: boolean, after: Required<End>): Spans {
  const side = descending ? 'high' : 'low'
  const end = spans[kind]?.[side]
  const before = end && compare(after.value, end.value) * (descending ? 1 : -1) > 0
  return before ? spans : { ...spans, [kind]: { ...spans[kind], [side]: after } }
}

/** On `k`: every index in the order of a list has these columns. Those of `but` are left out. */
export function spanConditions(spans: Spans, but?: StretchKind): Prisma.Sql[] {
  return (['group', 'group_by_members', 'group_by_created'] as const).flatMap((kind) => {
    const { low, high } = (kind === but ? undefined : spans[kind]) ?? {}
    return [...(low ? [beyond(kind, low, '>')] : []), ...(high ? [beyond(kind, high, '<')] : [])]
  })
}

function beyond(kind: StretchKind, { value, id }: End, way: '<' | '>'): Prisma.Sql {
  const { column, tie } = STRETCH_ORDERS[kind]
  const k = Prisma.sql`k`
  const than = way === '<' ? Prisma.sql`<` : Prisma.sql`>`
  if (id === undefined) return Prisma.sql`k.${column} ${than}= ${value}`
  return Prisma.sql`(k.${column}, ${tie(k)}) ${than} (${value}, ${id})`
}

/** What of a stretch is within the spans. */
export function within(spans: Spans, kind: StretchKind, { low, high }: StretchEnds): StretchEnds {
  const span = spans[kind] ?? {}
  return {
    low: span.low ? further(low, first(span.low), 1) : low,
    high: span.high ? further(high, last(span.high), -1) : high,
  }
}

// No character is less, so that nothing is between an id and this one.
const first = ({ value, id }: End): PlaceKey => ({ value, id: id === undefined ? '' : `${id}\u{1}` })
const last = ({ value, id }: End): PlaceKey => ({ value, id: id ?? LONGEST_ID })

function further(a: PlaceKey, b: PlaceKey, sign: 1 | -1): PlaceKey {
  return (compare(a.value, b.value) || compare(a.id, b.id)) * sign >= 0 ? a : b
}

/** As PostgreSQL compares them: texts byte by byte. */
function compare(a: End['value'], b: End['value']): number {
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b))
  return Number(a) - Number(b)
}
