import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ACTION_NAMES } from '@/server/actions/schema'
import { approvalNeeded, beyondLimits, type Weighed } from './rules'
import type { ApprovalRules } from './schema'

const rules: ApprovalRules = { dismissalFrom: 500, peopleAbove: 5_000, itemsAbove: 500, expiresHours: 24 }
const free = { longestMuteMs: null, largestGroup: null }
const one = (more: Partial<Weighed>): Weighed => ({
  action: 'group.suspend',
  people: 10,
  largest: 10,
  items: 1,
  until: null,
  ...more,
})
const needed = (what: Partial<Weighed>, limits = free) => approvalNeeded(rules, limits, one(what), 0)

describe('a second person has to agree', () => {
  test.each([
    ['a small dismissal', { action: 'group.dismiss', people: 499, largest: 499 }, null],
    ['a large dismissal', { action: 'group.dismiss', people: 500, largest: 500 }, 'dismissal'],
    ['many small dismissals', { action: 'group.dismiss', people: 5_000, largest: 100, items: 50 }, null],
    ['more people than that', { people: 5_001, largest: 5_001 }, 'people'],
    ['more people together', { people: 5_001, largest: 20, items: 300 }, 'people'],
    ['more items', { items: 501 }, 'items'],
    ['a lift of however many', { action: 'group.lift', people: 90_000, largest: 90_000, items: 9_000 }, null],
  ] as const)('%s: %j → %s', (_, what, rule) => expect(needed(what)).toBe(rule))

  test('never where nothing is set', () => {
    const off = { dismissalFrom: null, peopleAbove: null, itemsAbove: null, expiresHours: 24 }
    const any = fc.record({
      action: fc.constantFrom(...ACTION_NAMES),
      people: fc.nat(),
      largest: fc.nat(),
      items: fc.nat(),
      until: fc.option(fc.nat()),
    })
    fc.assert(fc.property(any, (what) => approvalNeeded(off, free, what, 0) === null))
  })
})

describe('a personal limit', () => {
  test('is passed by a larger group or a longer mute, and by nothing that lets people do more', () => {
    const limits = { longestMuteMs: 1_000, largestGroup: 10 }
    expect(beyondLimits(limits, one({ largest: 10 }), 0)).toBe(false)
    expect(beyondLimits(limits, one({ largest: 11 }), 0)).toBe(true)
    expect(beyondLimits(limits, one({ people: 99, largest: 5, items: 20 }), 0)).toBe(false)
    const mute = { action: 'member.mute', people: 1, largest: 1 } as const
    expect(beyondLimits(limits, one({ ...mute, until: 6_000 }), 5_000)).toBe(false)
    expect(beyondLimits(limits, one({ ...mute, until: 6_001 }), 5_000)).toBe(true)
    expect(beyondLimits(limits, one({ action: 'group.lift', largest: 99 }), 0)).toBe(false)
  })

  test('comes before every other rule', () => {
    expect(
      approvalNeeded(
        rules,
        { ...free, largestGroup: 5 },
        one({ action: 'group.dismiss', people: 900, largest: 900, items: 900 }),
        0,
      ),
    ).toBe('limit')
  })
})
