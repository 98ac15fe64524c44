import { describe, expect, test } from 'vitest'
import { adminTokensOf, judgeVersion, type Signs, warningsOf } from './capabilities'

describe('the version', () => {
  test.each<[Signs['configList'], Signs['missingUser'], Signs['tokenErrorDetail'], string]>([
    ['there', 'not_found', 'empty', 'main'],
    ['there', 'no_documents', 'empty', 'standalone'],
    ['absent', 'absent', 'filled', 'patch.16'],
    // Something in front hides a route.
    ['absent', 'not_found', 'empty', 'main'],
    ['unclear', 'not_found', 'empty', 'main'],
    ['there', 'absent', 'empty', 'main'],
    ['there', 'not_found', 'unclear', 'main'],
    // Neither one nor the other.
    ['absent', 'absent', 'empty', 'unknown'],
    ['absent', 'absent', 'unclear', 'unknown'],
    ['there', 'not_found', 'filled', 'unknown'],
    ['unclear', 'unclear', 'empty', 'unknown'],
    ['unclear', 'unclear', 'filled', 'unknown'],
    ['absent', 'unclear', 'empty', 'unknown'],
  ])('config %s, missing user %s, detail %s: %s', (configList, missingUser, tokenErrorDetail, version) => {
    expect(judgeVersion({ configList, missingUser, tokenErrorDetail })).toBe(version)
  })

  test('says what becomes of admin tokens', () => {
    expect((['main', 'standalone', 'patch.16', 'unknown'] as const).map(adminTokensOf)).toEqual([
      'replaced',
      'replaced',
      'kept',
      'unknown',
    ])
  })
})

describe('warnings', () => {
  const safe = {
    baseUrl: 'https://im.example.org',
    secret: 'a long one of our own',
    openToUsers: 'no',
    clockDifferenceMs: 1_000,
  } as const

  test.each([
    ['main', {}, []],
    ['patch.16', {}, ['admin_tokens_irrevocable']],
    ['unknown', {}, ['version_unknown']],
    ['main', { secret: 'openIM123' }, ['default_secret']],
    ['main', { baseUrl: 'http://im.example.org:10002' }, ['unencrypted']],
    ['main', { baseUrl: 'http://127.0.0.1:10002' }, []],
    ['main', { baseUrl: 'http://[::1]:10002' }, []],
    ['main', { openToUsers: 'yes' }, ['port_open_to_users']],
    ['main', { openToUsers: 'unknown', clockDifferenceMs: null }, []],
    ['main', { clockDifferenceMs: -31_000 }, ['clock_differs']],
  ] as const)('%s with %j: %j', (version, changes, warnings) => {
    expect(warningsOf(version, { ...safe, ...changes })).toEqual(warnings)
  })
})
