import { expect, test } from 'vitest'
import { LONGEST_ID, STRETCH_ORDERS } from '@/server/features/names/orders'
import { groupListInput } from './schema'
import { goingOn, spanConditions, spansOf, within } from './spans'

const filter = (parts: object) => spansOf(groupListInput.parse(parts))

test('a filter says each end once, dates as dates', () => {
  expect(filter({})).toEqual({})
  expect(filter({ minMembers: 3, createdTo: 5 })).toEqual({
    group_by_members: { low: { value: 3 } },
    group_by_created: { high: { value: new Date(5) } },
  })
})

test('a list goes on behind a row, or where its filter begins, whichever comes later', () => {
  const spans = filter({ minMembers: 3, maxMembers: 9 })
  const row = (value: number) => ({ value, id: 'g' })
  expect(goingOn(spans, 'group_by_members', true, row(5)).group_by_members).toEqual({
    low: { value: 3 },
    high: row(5),
  })
  expect(goingOn(spans, 'group_by_members', true, row(9)).group_by_members?.high).toEqual(row(9))
  expect(goingOn(spans, 'group_by_members', true, row(12))).toBe(spans)
  expect(goingOn(spans, 'group_by_members', false, row(5)).group_by_members).toEqual({
    low: row(5),
    high: { value: 9 },
  })
  expect(goingOn(spans, 'group_by_members', false, row(1))).toBe(spans)
  expect(goingOn(spans, 'group', false, { value: 'a', id: 'g' }).group).toEqual({
    low: { value: 'a', id: 'g' },
  })
})

test('of two ends nothing but one condition each is made, none of the order that stretches stand for', () => {
  const spans = filter({ minMembers: 3, maxMembers: 9, createdFrom: 1 })
  expect(spanConditions(spans).map(({ sql }) => sql)).toEqual([
    'k.member_count >= ?',
    'k.member_count <= ?',
    'k.created_at >= ?',
  ])
  expect(spanConditions(spans, 'group_by_members')).toHaveLength(1)
})

test('a stretch is cut to what is wanted: rows of the cursor itself and before it are out', () => {
  const low = { value: 2, id: 'b' }
  const high = { value: 9, id: 'x' }
  expect(within({}, 'group_by_members', { low, high })).toEqual({ low, high })
  const spans = goingOn(filter({ minMembers: 2 }), 'group_by_members', true, { value: 9, id: 'c' })
  expect(within(spans, 'group_by_members', { low, high })).toEqual({ low, high: { value: 9, id: 'c' } })
  const up = goingOn(filter({ maxMembers: 9 }), 'group_by_members', false, { value: 2, id: 'b' })
  expect(within(up, 'group_by_members', { low, high })).toEqual({ low: { value: 2, id: 'b\u{1}' }, high })
  expect(within(filter({ maxMembers: 8 }), 'group_by_members', { low, high }).high).toEqual({
    value: 8,
    id: LONGEST_ID,
  })
})

test('names are compared as PostgreSQL does, byte by byte', () => {
  const [low, high] = [
    { value: '\u{ff5e}', id: '' },
    { value: '\u{10ffff}', id: '' },
  ]
  // Ahead of an astral character, but for how JavaScript keeps it.
  const spans = goingOn({}, 'group', false, { value: '\u{1f600}', id: 'g' })
  expect(within(spans, 'group', { low, high }).low).toEqual({ value: '\u{1f600}', id: 'g\u{1}' })
})

test.each([
  ['group_by_members', 17],
  ['group_by_members', -3],
  ['group_by_created', 1_700_000_000_123],
  ['group_by_created', -5],
] as const)('a place of %s at %d tells it back', (kind, value) => {
  const { key, placesOf } = STRETCH_ORDERS[kind]
  const { low, high } = placesOf(value)
  expect(Number(key(low).value)).toBe(value)
  expect(key(`${low}some id`).id).toBe('some id')
  expect(low < `${low}some id` && `${low}some id` < high).toBe(true)
  expect(placesOf(value + 1).low > high).toBe(true)
})
