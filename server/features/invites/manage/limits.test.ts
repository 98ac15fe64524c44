import { describe, expect, test } from 'vitest'
import { needWithin } from './limits'

const NOW = 1_800_000_000_000
const DAY = 86_400_000
const support = { uses: 100, days: 30 }

const refusal = (limit: Parameters<typeof needWithin>[0], asked: Parameters<typeof needWithin>[1]) => {
  try {
    needWithin(limit, asked, NOW)
    return null
  } catch (error) {
    return Reflect.get(Object(error), 'reason')
  }
}

describe('what a link may be given', () => {
  test.each([
    [{ expiresAt: NOW + 30 * DAY, maxUses: 100 }, null],
    [{ expiresAt: NOW + 30 * DAY + 2 * 60_000, maxUses: 100 }, 'invite_end_beyond'],
    [{ expiresAt: null, maxUses: 100 }, 'invite_end_beyond'],
    [{ expiresAt: NOW, maxUses: 100 }, 'invite_end_past'],
    [{ expiresAt: NOW + DAY, maxUses: 101 }, 'invite_uses_beyond'],
    [{ expiresAt: NOW + DAY, maxUses: null }, 'invite_uses_beyond'],
    [{}, null],
    [{ maxUses: 5 }, null],
    [{ expiresAt: NOW + DAY }, null],
  ])('within a limit %j: %s', (asked, expected) => {
    expect(refusal(support, asked)).toBe(expected)
  })

  test.each([
    [{ expiresAt: null, maxUses: null }, null],
    [{ expiresAt: NOW - 1, maxUses: 1_000_000 }, 'invite_end_past'],
  ])('without one %j: %s', (asked, expected) => {
    expect(refusal({ uses: null, days: null }, asked)).toBe(expected)
  })
})
