import { expect, test } from 'vitest'
import { groupFilter } from '@/server/features/groups/schema'
import { readFilter } from './read-filter'

test('an empty address gives the defaults', () => {
  expect(readFilter(groupFilter, {})).toEqual({ sort: 'members' })
})

test('known values are taken over, unknown names are not', () => {
  expect(readFilter(groupFilter, { q: ' night ', status: 'muted', page: '7' })).toEqual({
    q: 'night',
    status: 'muted',
    sort: 'members',
  })
})

test('what cannot be used is left out and the rest counts', () => {
  expect(readFilter(groupFilter, { status: 'none', sort: ['newest', 'x'], q: 'x'.repeat(101) })).toEqual({
    sort: 'newest',
  })
})

test('a text with a NUL is left out, as PostgreSQL could not look for it', () => {
  expect(readFilter(groupFilter, { q: 'a\0b', owner: ['\0'], status: 'muted' })).toEqual({
    status: 'muted',
    sort: 'members',
  })
})
