import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { failureOf } from './test-failure-of'
import { bothVersions, op, World } from './test-world'
import { createMemoryTokenStore } from './token-memory'

describe.each(bothVersions)('trouble, against OpenIM as %s', (quirks) => {
  let world: World
  beforeAll(async () => {
    world = await World.start(quirks)
  })
  afterAll(() => world.close())

  test('two processes whose shared admin token is kicked get one new one, and nothing is lost or sent twice', async () => {
    const tokenStore = createMemoryTokenStore()
    const processes = [world.client({ tokenStore }), world.client({ tokenStore })]
    const { groupId, others } = await world.community(12)
    for (const openim of processes) await openim.groups.byId(groupId, op)
    world.sandbox.store.tokens.kick(world.openim.adminId, 10)
    world.sandbox.calls.clear()

    await Promise.all(
      others.map((userId, n) => processes[n % 2]?.groups.setMember(groupId, userId, { role: 'admin' }, op)),
    )

    const asked = world.sandbox.calls.of('/auth/get_admin_token').length
    // The released line keeps no tokens, so there is nothing to kick.
    expect(asked).toBe(quirks === 'main' ? 1 : 0)
    expect(await world.openim.groups.leaders(groupId, op)).toHaveLength(12)
  })

  test.each(['reset-after', 'timeout-after', 'code-500-after'] as const)(
    '%s: it may have landed, and it did',
    async (kind) => {
      const { groupId } = await world.community()
      world.sandbox.addFaults([{ route: '/group/mute_group', kind, match: groupId }])
      const error = await failureOf(world.openim.groups.mute(groupId, { ...op, timeoutMs: 150 }))
      expect(error).toMatchObject({ kind: 'uncertain', mayHaveLanded: true })
      expect((await world.openim.groups.byId(groupId, op))?.status).toBe('muted')
    },
  )

  test('a read gets through what strikes it once', async () => {
    const { groupId } = await world.community()
    world.sandbox.addFaults([{ route: '/group/get_groups_info', kind: 'reset-before', match: groupId }])
    expect((await world.openim.groups.byId(groupId, op))?.id).toBe(groupId)
  })

  test('a wrong secret says so, and is in no error', async () => {
    const wrong = world.client({ secret: 'wr0ng-secret' })
    const error = await failureOf(wrong.groups.byId('g', op))
    expect(error).toMatchObject({ kind: 'unreachable', reason: 'no_token', cause: { code: 1002 } })
    expect(JSON.stringify([error, error.cause])).not.toContain('wr0ng-secret')
  })
})
