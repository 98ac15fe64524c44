import { expect, test } from 'vitest'
import { readFilter } from '@/app/_search/read-filter'
import { groupFilter } from '@/server/features/groups/schema'
import { filterQuery, isNarrow } from './filter-params'

const back = (query: string) => readFilter(groupFilter, Object.fromEntries(new URLSearchParams(query)))

test.each([
  {},
  { q: '夜跑 & co', sort: 'name_desc' as const },
  { status: 'muted' as const, standing: 'suspended' as const, category: 'sales', tags: ['a b', 'c'] },
  {
    minMembers: 0,
    maxMembers: 10,
    createdFrom: 0,
    createdTo: 5,
    openCase: false,
    ownerless: true,
    owner: 'u1',
  },
])('a filter is the same after a way through the address: %j', (filter) => {
  const whole = groupFilter.parse(filter)
  expect(back(filterQuery(whole))).toEqual(whole)
})

test('an order alone leaves nothing out', () => {
  expect(isNarrow(groupFilter.parse({ sort: 'name' }))).toBe(false)
  expect(isNarrow(groupFilter.parse({ q: '' }))).toBe(false)
  expect(isNarrow(groupFilter.parse({ openCase: false }))).toBe(true)
})
