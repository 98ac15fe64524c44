import { Prisma } from '@/server/db/generated/client'

/** The orders whose names are kept in stretches. Pure. */
export const STRETCH_KINDS = ['group', 'person', 'group_by_members', 'group_by_created'] as const
export type StretchKind = (typeof STRETCH_KINDS)[number]

/** Part of a list in an order: places from `low` to before `high`. A place is text that sorts as the order does. */
export type Stretch = { low: string; high: string }

/** Behind every place: none is as long. */
export const LAST_PLACE = '\u{10ffff}'.repeat(129)

/** Where a place is in the columns of its order. */
export type PlaceKey = { value: string | number | Date; id: string }
/** Of a stretch: from `low` to before `high`. */
export type StretchEnds = { low: PlaceKey; high: PlaceKey }

/** An order: where its rows are, and how a place tells of its columns. */
export type StretchOrder = {
  table: Prisma.Sql
  id: Prisma.Sql
  column: Prisma.Sql
  /** What sorts rows with the same value in the column. */
  tie: (row: Prisma.Sql) => Prisma.Sql
  /** Type of the column. */
  type: Prisma.Sql
  /** Of a row. `shared`: thousands of rows may have the same. */
  place: (row: Prisma.Sql) => Prisma.Sql
  shared: boolean
  /** Where a place is; of what stands before and behind everything too. */
  key: (place: string) => PlaceKey
  /** The first place, and the first behind all, of rows with such a value in the column. */
  placesOf: (value: string | number | Date) => Stretch
  /** About as many names are in a stretch; one that has twice as many is cut. */
  names: number
}

/** Behind every id. */
export const LONGEST_ID = '\u{10ffff}'
const MEMBERS = { digits: 10, offset: 2_147_483_648 }
const CREATED = { digits: 16, offset: 1_000_000_000_000_000 }

/** Numbers as `members_place` and `created_place` of the migrations write them. */
function numbered(
  { digits, offset }: typeof MEMBERS,
  ends: readonly [number, number],
  toValue: (number: number) => number | Date,
): Pick<StretchOrder, 'key' | 'placesOf' | 'shared'> {
  const written = (value: string | number | Date) => {
    const number = Math.min(Math.max(Math.round(Number(value)), ends[0]), ends[1])
    return String(number + offset).padStart(digits, '0')
  }
  return {
    key: (place) => {
      if (place === '') return { value: toValue(ends[0]), id: '' }
      if (place === LAST_PLACE) return { value: toValue(ends[1]), id: LONGEST_ID }
      return { value: toValue(Number(place.slice(0, digits)) - offset), id: place.slice(digits) }
    },
    shared: false,
    placesOf: (value) => ({ low: written(value), high: `${written(value)}${LONGEST_ID}` }),
  }
}

const byName = (rows: Pick<StretchOrder, 'table' | 'id' | 'tie'>): StretchOrder => ({
  ...rows,
  column: Prisma.sql`sort_name`,
  type: Prisma.sql`text`,
  place: (row) => Prisma.sql`${row}.sort_name`,
  shared: true,
  // Names that are the same are in one stretch.
  key: (place) => ({ value: place, id: '' }),
  placesOf: (value) => ({ low: String(value), high: `${String(value)}\u{1}` }),
  names: 1_000,
})

/** How the indexes of groups sort ids, whatever the locale of the database. */
export const tieOfGroup = (row: Prisma.Sql) => Prisma.sql`${row}.group_id COLLATE "C"`

const groups = { table: Prisma.sql`group_index`, id: Prisma.sql`group_id`, tie: tieOfGroup }
const people = {
  table: Prisma.sql`person_index`,
  id: Prisma.sql`user_id`,
  tie: (row: Prisma.Sql) => Prisma.sql`${row}.user_id`,
}

export const STRETCH_ORDERS: Record<StretchKind, StretchOrder> = {
  group: byName(groups),
  person: byName(people),
  group_by_members: {
    ...groups,
    column: Prisma.sql`member_count`,
    type: Prisma.sql`int`,
    place: (row) => Prisma.sql`members_place(${row}.member_count, ${row}.group_id)`,
    ...numbered(MEMBERS, [-2_147_483_648, 2_147_483_647], (number) => number),
    names: 2_000,
  },
  group_by_created: {
    ...groups,
    column: Prisma.sql`created_at`,
    type: Prisma.sql`timestamptz`,
    place: (row) => Prisma.sql`created_place(${row}.created_at, ${row}.group_id)`,
    // The first and the last millisecond of the calendar that PostgreSQL and JavaScript both write.
    ...numbered(CREATED, [-62_135_596_800_000, 253_402_300_799_999], (number) => new Date(number)),
    names: 2_000,
  },
}

/** Whether `row` stands in the stretch that begins at `low` and ends before `high`, each `(value, id)`. */
export const standsIn = (
  { column, tie }: Pick<StretchOrder, 'column' | 'tie'>,
  row: Prisma.Sql,
  low: Prisma.Sql,
  high: Prisma.Sql,
): Prisma.Sql =>
  Prisma.sql`(${row}.${column}, ${tie(row)}) >= ${low} AND (${row}.${column}, ${tie(row)}) < ${high}`

export const endsOf = ({ key }: StretchOrder, { low, high }: Stretch): StretchEnds => ({
  low: key(low),
  high: key(high),
})

/** Stretches as rows `s` with low_value, low_id, high_value, high_id. */
export function stretchRows({ type }: StretchOrder, stretches: readonly StretchEnds[]): Prisma.Sql {
  return Prisma.sql`
    unnest(${stretches.map(({ low }) => low.value)}::${type}[], ${stretches.map(({ low }) => low.id)}::text[],
           ${stretches.map(({ high }) => high.value)}::${type}[], ${stretches.map(({ high }) => high.id)}::text[]
    ) AS s (low_value, low_id, high_value, high_id)`
}
