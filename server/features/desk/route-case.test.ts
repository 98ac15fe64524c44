import fc from 'fast-check'
import { expect, it } from 'vitest'
import { deadlineOf, queueFor, takes, urgencyOf } from './route-case'
import type { RoutedCase } from './schema'

const facts: RoutedCase = {
  reason: 'spam',
  emergency: false,
  automated: false,
  language: 'en',
  category: 'trade',
  members: 120,
}

it.each([
  [{ emergency: true, severity: 3 }, 0],
  [{ emergency: true, severity: 0 }, 0],
  [{ emergency: false, severity: 3 }, 1],
  [{ emergency: false, severity: 0 }, 4],
])('%j has urgency %i', (reason, urgency) => expect(urgencyOf(reason)).toBe(urgency))

it('counts the deadline from the first report', () => {
  expect(deadlineOf({ deadlineMs: 1_000 }, 5_000)).toBe(6_000)
})

it.each([
  [{}, true],
  [{ emergency: true }, false],
  [{ automated: false, reasons: ['spam', 'scam'] }, true],
  [{ reasons: ['scam'] }, false],
  [{ languages: ['zh'] }, false],
  [{ categories: ['trade'], minMembers: 120 }, true],
  [{ categories: ['trade'], minMembers: 121 }, false],
  [{ reasons: [] }, false],
])('rules %j: %s', (rules, expected) => expect(takes(rules, facts)).toBe(expected))

it('a group without a category is in none', () => {
  expect(takes({ categories: ['trade'] }, { ...facts, category: null })).toBe(false)
})

it('takes the first queue whose rules hold, then the one of the reason, then the general one', () => {
  const queues = [
    { id: 'all', rules: {} },
    { id: 'big', rules: { minMembers: 1_000 } },
    { id: 'trade', rules: { categories: ['trade'] } },
    { id: 'spam', rules: { reasons: ['spam'] } },
  ]
  expect(queueFor(queues, facts, 'fraud')).toBe('trade')
  expect(queueFor(queues, { ...facts, category: null }, 'fraud')).toBe('spam')
  expect(queueFor(queues, { ...facts, category: null, reason: 'hate' }, 'fraud')).toBe('fraud')
  expect(queueFor([], facts, null)).toBe('general')
})

it('one more condition never widens what a queue takes', () => {
  const rules = fc.record(
    {
      emergency: fc.boolean(),
      automated: fc.boolean(),
      reasons: fc.array(fc.constantFrom('spam', 'scam', 'hate')),
      languages: fc.array(fc.constantFrom('en', 'zh')),
      categories: fc.array(fc.constantFrom('trade', 'school')),
      minMembers: fc.integer({ min: 1, max: 500 }),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(rules, fc.constantFrom('emergency', 'automated', 'reasons', 'minMembers'), (all, key) => {
      const { [key]: _, ...fewer } = all
      if (takes(all, facts)) expect(takes(fewer, facts)).toBe(true)
    }),
  )
})
