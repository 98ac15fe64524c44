import { expect, test } from 'vitest'
import { CASE_SORTS, CASE_STATES, caseFilter, SUBJECT_KINDS } from '@/server/features/cases/schema'
import { isFiltered, QUEUE_KINDS, QUEUE_SORTS, QUEUE_STATES, readQueueFilter } from './queue-filter'

const read = (query: string) => readQueueFilter((name) => new URLSearchParams(query).get(name))

test('the lists are those of the schema', () => {
  expect(QUEUE_STATES).toEqual(CASE_STATES)
  expect(QUEUE_SORTS).toEqual(CASE_SORTS)
  expect(QUEUE_KINDS).toEqual(SUBJECT_KINDS)
})

test.each([
  '',
  'state=closed&claim=mine',
  'reason=scam&kind=group&sort=severity',
  'state=x&reason=y&kind=&claim=all',
])('%j reads as the schema would have it', (query) => {
  const filter = read(query)
  expect(caseFilter.parse(filter)).toEqual(filter)
})

test('an order alone is no filter', () => {
  expect(isFiltered(read('sort=newest'))).toBe(false)
  expect(isFiltered(read('claim=free'))).toBe(true)
  expect(isFiltered(read('state=decided'))).toBe(true)
})
