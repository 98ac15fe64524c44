import { beforeEach, describe, expect, test } from 'vitest'
import { createHub } from '@/server/live/hub'
import { createLinkCache, followHub, type LinkCache } from './link-cache'
import { SIZE_BANDS, sizeBandOf, type WorkingLink } from './schema'

let now = 0
let cache: LinkCache

const linkOf = (code: string, more: Partial<WorkingLink> = {}): WorkingLink => ({
  ...{ code, inviteId: `invite-${code}`, groupId: 'group', mode: 'join', expiresAt: null, size: 'under_10' },
  card: null,
  ...more,
})
const load = (link: WorkingLink) => cache.load(link.code, async () => link)

beforeEach(() => {
  now = 1_000
  cache = createLinkCache(() => now)
})

describe('a link that works', () => {
  test('is kept for a moment, and never past its end', async () => {
    await load(linkOf('A'))
    await load(linkOf('B', { expiresAt: now + 100 }))
    now += 101
    expect(cache.get('A')).toEqual(linkOf('A'))
    expect(cache.get('B')).toBeUndefined()
    now += 5_000
    expect(cache.get('A')).toBeUndefined()
  })

  test('is forgotten once it or its group changed, others are not', async () => {
    await load(linkOf('A'))
    await load(linkOf('B'))
    await load(linkOf('C', { groupId: 'other' }))
    cache.hear({ topic: 'invite', id: 'invite-A' })
    expect([cache.get('A'), cache.get('B')?.code, cache.get('C')?.code]).toEqual([undefined, 'B', 'C'])
    cache.hear({ topic: 'group', id: 'group' })
    expect([cache.get('B'), cache.get('C')?.code]).toEqual([undefined, 'C'])
    cache.hear({ topic: 'case', id: 'other' })
    expect(cache.get('C')?.code).toBe('C')
    cache.hear({ topic: 'hello', id: '' })
    expect(cache.get('C')).toBeUndefined()
  })

  test.each([
    ['it changed', { topic: 'invite', id: 'invite-A' }],
    ['its group changed', { topic: 'group', id: 'group' }],
    ['anything may have', { topic: 'hello', id: '' }],
  ] as const)('is answered but not kept where %s while it was read', async (_, event) => {
    const read = cache.load('A', async () => {
      cache.hear(event)
      return linkOf('A')
    })
    expect(await read).toEqual(linkOf('A'))
    expect(cache.get('A')).toBeUndefined()
  })

  test('is forgotten once it is seen not to work, and where nobody tells of changes any more', async () => {
    await load(linkOf('A'))
    await cache.load('A', async () => null)
    expect(cache.get('A')).toBeUndefined()
    const hub = createHub()
    const stop = new AbortController()
    const following = followHub(cache, hub, stop.signal)
    await load(linkOf('B'))
    stop.abort()
    await following
    expect(cache.get('B')).toBeUndefined()
  })
})

test('one that does not work is never kept', async () => {
  let reads = 0
  const read = async () => {
    reads++
    return null
  }
  expect([await cache.load('X', read), cache.get('X'), await cache.load('X', read), reads]).toEqual([
    null,
    undefined,
    null,
    2,
  ])
})

test('no number of members shows more than its step', () => {
  expect([0, 9, 10, 49, 50, 199, 200, 999, 1_000, 4_999, 5_000, 100_000].map(sizeBandOf)).toEqual(
    SIZE_BANDS.flatMap((band) => [band, band]),
  )
})
