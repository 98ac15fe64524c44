import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isDuplicate, isTokenRefused } from './errors'
import { failureOf } from './failure-of'
import { bothVersions, op, World } from './test-world'

describe.each(bothVersions)('people, against OpenIM as %s', (quirks) => {
  let world: World
  beforeAll(async () => {
    world = await World.start(quirks)
  })
  afterAll(() => world.sandbox.close())

  test('are found by id, in the order asked for, unknown ones left out', async () => {
    const [a = '', b = ''] = await world.people(2)
    const found = await world.openim.users.info([b, 'nobody', a, b], op)
    expect(found.map((user) => user.id)).toEqual([b, a])
    expect(found[1]).toMatchObject({ nickname: `nick ${a}`, appLevel: 0 })
    expect(await world.openim.users.check([a, 'nobody', b], op)).toEqual(new Set([a, b]))
    expect(await world.openim.users.info([], op)).toEqual([])
  })

  test('more than one batch of them', async () => {
    const ids = await world.people(230)
    expect((await world.openim.users.info(ids, op)).map((user) => user.id)).toEqual(ids)
    const { users, total } = await world.openim.users.page(1, 50, op)
    expect(users).toHaveLength(50)
    expect(total).toBeGreaterThanOrEqual(230)
  })

  test('cannot be registered twice', async () => {
    const [a = ''] = await world.people(1)
    const error = await failureOf(world.openim.users.register([{ id: a, nickname: 'again' }], op))
    expect(isDuplicate(error)).toBe(true)
  })

  test('have tokens that OpenIM can tell', async () => {
    const [a = ''] = await world.people(1)
    const { token, expiresAt } = await world.openim.auth.userToken(a, 5, op)
    const owner = await world.openim.auth.parseToken(token, op)
    expect(owner).toMatchObject({ userId: a, platformId: 5 })
    expect(Math.abs(owner.expiresAt - expiresAt)).toBeLessThan(10_000)
    expect(isTokenRefused(await failureOf(world.openim.auth.parseToken('not.a.token', op)))).toBe(true)
    await world.openim.auth.forceLogoutEverywhere(a, op)
    expect(await failureOf(world.openim.auth.parseToken(token, op))).toMatchObject({
      kind: 'refused',
      code: 1506,
    })
  })
})
