import { dehydrate, hydrate, QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { rereadLate } from './reread-late'

const key = (id: string) => [['ledger', 'get'], { input: { id }, type: 'query' }]

let queryClient: QueryClient
let late: ReturnType<typeof rereadLate>

beforeEach(() => {
  vi.useFakeTimers()
  queryClient = new QueryClient()
  late = rereadLate(queryClient)
})
afterEach(() => {
  late.stop()
  vi.useRealTimers()
})

/** What a page brings along from the server. */
function arrives(queryKey: unknown[], data: object) {
  const server = new QueryClient()
  server.setQueryData(queryKey, data)
  hydrate(queryClient, dehydrate(server))
  vi.advanceTimersByTime(1)
}
const isOld = (queryKey: unknown[]) => queryClient.getQueryState(queryKey)?.isInvalidated

test('what arrives after an event about it is read again, and nothing else is', () => {
  late.heard({ topic: 'ledger', id: 'a1' })
  arrives(key('a1'), { state: 'sending' })
  arrives(key('b2'), { state: 'sending' })
  expect([isOld(key('a1')), isOld(key('b2'))]).toEqual([true, false])
})

test('a case is known by its id, whatever it was asked by', () => {
  late.heard({ topic: 'case', id: 'c3' })
  arrives([['cases', 'get'], { input: { number: 7 } }], { id: 'c3' })
  expect(isOld([['cases', 'get'], { input: { number: 7 } }])).toBe(true)
})

test('an event from long before counts no more', () => {
  late.heard({ topic: 'ledger', id: 'a1' })
  vi.advanceTimersByTime(6_000)
  arrives(key('a1'), { state: 'verified' })
  expect(isOld(key('a1'))).toBe(false)
})

test('a list that lacks a row which was heard of shortly before is read again', () => {
  const list = (router: string) => [[router, 'list'], { type: 'infinite' }]
  late.heard({ topic: 'drift', id: 'd1' })
  arrives(list('drift'), { pages: [] })
  arrives(list('batches'), { pages: [] })
  expect([isOld(list('drift')), isOld(list('batches'))]).toEqual([true, false])
})

test('what arrives after the stream began may have been read before it', () => {
  late.heard({ topic: 'hello', id: '' })
  arrives([['approvals', 'list'], {}], { pages: [] })
  expect(isOld([['approvals', 'list'], {}])).toBe(true)
})
