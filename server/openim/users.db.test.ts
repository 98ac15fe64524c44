import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isDuplicate, isNotFound, isTokenRefused } from './errors'
import { failureOf } from './test-failure-of'
import { op, targets, World } from './test-world'

describe.each(targets)('people, against OpenIM as %s', (quirks) => {
  let world: World
  beforeAll(async () => {
    world = await World.start(quirks)
  })
  afterAll(() => world.close())

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

  test('are searched by a part of their id or name, taken literally', async () => {
    const id = world.fresh('u')
    await world.openim.users.register([{ id, nickname: `(O'Neil) ${id}.*` }], op)
    const search = async (text: string) => {
      const { users } = await world.openim.users.search(text, 1, 100, op)
      return users.map((user) => user.id)
    }
    expect(await search(`(o'neil) ${id}`)).toEqual([id])
    expect(await search(id)).toEqual([id])
    expect(await search(`neil. ${id}`)).toEqual([])
  })

  test('change what is given of their profile and nothing else', async () => {
    const [a = ''] = await world.people(1)
    await world.openim.users.update(a, { nickname: 'New', faceUrl: 'https://x/y.png' }, op)
    await world.openim.users.update(a, { faceUrl: '' }, op)
    expect(await world.openim.users.info([a], op)).toMatchObject([{ nickname: 'New', faceUrl: '' }])
    expect(isNotFound(await failureOf(world.openim.users.update(world.fresh('u'), { ex: 'x' }, op)))).toBe(
      true,
    )
  })

  test('are imported, with an answer for each', async () => {
    const [there = ''] = await world.people(1)
    const [one = '', two = ''] = [world.fresh('u'), world.fresh('u')]
    const rows = [there, one, 'not-valid', two, one].map((id) => ({ id, nickname: 'imported' }))
    const results = await world.openim.users.importAll([...rows, { id: world.fresh('u'), nickname: '' }], op)
    expect(results.map((row) => row.result)).toEqual([
      'existed',
      'registered',
      'invalid',
      'registered',
      'repeated',
      'invalid',
    ])
    expect((await world.openim.users.info([there, one], op)).map((user) => user.nickname)).toEqual([
      `nick ${there}`,
      'imported',
    ])
  })

  test('are offline as long as they are nowhere connected', async () => {
    const [a = '', b = ''] = await world.people(2)
    expect(await world.openim.online.status([b, a, 'nobody'], op)).toEqual(
      [b, a, 'nobody'].map((userId) => ({ userId, online: false, platforms: [] })),
    )
    expect(await world.openim.online.status([], op)).toEqual([])
  })
})
