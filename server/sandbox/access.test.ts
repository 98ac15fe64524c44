import { beforeEach, describe, expect, it } from 'vitest'
import { checkToken, issueToken } from './access'
import { settingsOf } from './options'
import type { Quirks } from './quirks'
import { Runtime } from './runtime'
import { signToken } from './wire/jwt'

const DAY_MS = 86_400_000

describe('tokens', () => {
  let now: number
  const runtime = (quirks: Quirks = 'main') => new Runtime(settingsOf({ quirks }), undefined, () => now)
  const code = (rt: Runtime, token: string) => {
    try {
      checkToken(rt, token)
      return 0
    } catch (error) {
      return error && typeof error === 'object' && 'code' in error ? error.code : error
    }
  }
  beforeEach(() => {
    now = Date.UTC(2026, 0, 1)
  })

  it('last 90 days', () => {
    const rt = runtime()
    const token = issueToken(rt, 'u1', 5)
    now += 90 * DAY_MS - 1000
    expect(code(rt, token)).toBe(0)
    now += 2000
    expect(code(rt, token)).toBe(1501)
  })

  it('of a user are kicked by the next of the same platform, and forgotten by the one after', () => {
    const rt = runtime()
    const first = issueToken(rt, 'u1', 5)
    const phone = issueToken(rt, 'u1', 1)
    now += 1000
    issueToken(rt, 'u1', 5)
    expect([code(rt, first), code(rt, phone)]).toEqual([1506, 0])
    now += 1000
    issueToken(rt, 'u1', 5)
    expect(code(rt, first)).toBe(1507)
  })

  it('of the same second are one and the same', () => {
    const rt = runtime()
    const first = issueToken(rt, 'u1', 5)
    expect(issueToken(rt, 'u1', 5)).toBe(first)
    expect(code(rt, first)).toBe(0)
  })

  it('of an admin live five minutes after they were replaced; on patch.16 to their end', () => {
    for (const [quirks, after] of [
      ['main', 1507],
      ['patch.16', 0],
    ] as const) {
      const rt = runtime(quirks)
      const first = issueToken(rt, 'imAdmin', 10)
      now += 1000
      issueToken(rt, 'imAdmin', 10)
      now += 4 * 60_000
      expect(code(rt, first)).toBe(0)
      now += 2 * 60_000
      expect(code(rt, first)).toBe(after)
    }
  })

  it('that were signed elsewhere or are none are refused', () => {
    const rt = runtime()
    const claims = { UserID: 'u1', PlatformID: 5, exp: now / 1000 + 100, iat: now / 1000 }
    expect(code(rt, signToken(claims, 'another secret'))).toBe(1505)
    expect(code(rt, signToken(claims, 'openIM123'))).toBe(1507)
    for (const token of ['abc', 'a.b', 'a.b.c.d', '..']) expect(code(rt, token)).toBe(1503)
  })
})
