import { expect, test } from 'vitest'
import { readPreferences } from './preferences'

const from = (cookies: Record<string, string>) => readPreferences((name) => cookies[name])

test('without cookies the system theme, single keys and UTC are used', () => {
  expect(from({})).toEqual({ theme: 'system', keys: true, timeZone: 'UTC' })
})

test('known values are taken over', () => {
  const chosen = { 'steward-theme': 'dark', 'steward-keys': 'off', 'steward-tz': 'Asia/Shanghai' }
  expect(from(chosen)).toEqual({ theme: 'dark', keys: false, timeZone: 'Asia/Shanghai' })
})

test('a forged cookie changes nothing', () => {
  expect(from({ 'steward-theme': '"><script>', 'steward-tz': 'Nowhere/Else' })).toEqual({
    theme: 'system',
    keys: true,
    timeZone: 'UTC',
  })
})
