import { expect, test } from 'vitest'
import { readFilter } from '@/app/_search/read-filter'
import { personFilter } from '@/server/features/people/schema'
import { filterQuery, isNarrow } from './filter-params'

const all = personFilter.parse({})

test('what is not asked for is no part of the address', () => {
  expect(filterQuery(all)).toBe('')
  expect(filterQuery({ ...all, q: '' })).toBe('')
  expect(filterQuery(personFilter.parse({ q: '小明 &', standing: 'suspended', sort: 'name' }))).toBe(
    '?q=%E5%B0%8F%E6%98%8E+%26&standing=suspended&sort=name',
  )
})

test('an address gives the filter that made it', () => {
  const filter = personFilter.parse({ q: 'a', openCase: 'false', registeredFrom: '5', registeredTo: 9 })
  const address = Object.fromEntries(new URLSearchParams(filterQuery(filter)))
  expect(readFilter(personFilter, address)).toEqual(filter)
})

test('the order leaves nobody out', () => {
  expect(isNarrow(personFilter.parse({ sort: 'name' }))).toBe(false)
  expect(isNarrow(personFilter.parse({ openCase: 'false' }))).toBe(true)
})
