import { expect, test } from 'vitest'
import { endsWithin, knownTerms, newTerms, termsIn } from './typed-terms'

const NOW = 1_800_000_000_000
const DAY = 86_400_000
const open = { uses: null, days: null }

test.each([
  [open, ['1', '7', '30', '90', '365', 'never', 'at']],
  [{ uses: 10, days: 30 }, ['1', '7', '30', 'at']],
  [{ uses: 10, days: 14 }, ['1', '7', '14', 'at']],
  [{ uses: 10, days: 3 }, ['1', '3', 'at']],
])('with the limit %j a link may end %j', (limit, ends) => {
  expect(endsWithin(limit)).toEqual(ends)
})

test('a new link begins within the limit', () => {
  expect(newTerms(open)).toMatchObject({ end: '7', uses: '100', once: true })
  expect(newTerms({ uses: 5, days: 1 })).toMatchObject({ end: '1', uses: '5' })
})

test.each([
  [{}, { expiresAt: NOW + 7 * DAY, maxUses: 100 }, []],
  [{ end: 'never', uses: '' }, { expiresAt: null, maxUses: null }, []],
  [{ end: 'at', at: 5 }, { expiresAt: 5 }, []],
  [{ end: 'at', at: null }, null, ['end']],
  [{ uses: '0' }, null, ['uses']],
  [{ uses: '1.5' }, null, ['uses']],
  [{ uses: '1000001', end: 'at' }, null, ['end', 'uses']],
] as const)('%j', (typed, terms, wrong) => {
  const read = termsIn({ ...newTerms(open), ...typed }, NOW)
  expect(read.wrong).toEqual(wrong)
  if (terms) expect(read.terms).toMatchObject(terms)
  else expect(read.terms).toBeNull()
})

test('the terms of a link are its own again', () => {
  const link = {
    mode: 'apply' as const,
    label: 'L',
    requester: 'R',
    ticket: 'T',
    expiresAt: 9,
    maxUses: 3,
    oncePerPerson: false,
  }
  expect(termsIn(knownTerms(link), NOW).terms).toEqual(link)
})
