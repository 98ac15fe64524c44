import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { planAction } from '@/server/actions/plan'
import { startRunner } from '@/server/actions/runner'
import type { ActionName } from '@/server/actions/schema'
import type { StaffActor } from '@/server/auth/actor'
import type { UserPlatform } from '@/server/openim/auth'
import { decide, outcomeOf, perform } from '@/server/testing/actions'
import { testWorld, type World } from '@/server/testing/world'

const options = { operationId: 'test' }

describe.each(['main', 'patch.16'] as const)('people on %s', (quirks) => {
  let world: World
  let lin: StaffActor
  beforeAll(async () => {
    world = await testWorld({ sandbox: { quirks }, settleMs: 900, timeoutMs: 2_000 })
    lin = await world.staff('admin')
  })
  afterAll(() => world?.close())

  const newId = () => `p_${crypto.randomUUID().slice(0, 8)}`
  async function somebody(nickname = 'Mara'): Promise<string> {
    const id = newId()
    await world.env.openim.users.register([{ id, nickname, faceUrl: 'https://x.test/a.png' }], options)
    return id
  }
  const profile = async (id: string) => (await world.env.openim.users.info([id], options))[0]
  const plan = (action: ActionName, subjectId: string, input: unknown = {}) =>
    planAction(world.env, { action, subjectId, input }, 'test')
  const keysOf = (facts: { key: string }[]) => facts.map(({ key }) => key)

  describe('signing out', () => {
    test('ends every token on every platform, and none of ours stays behind', async () => {
      const id = await somebody()
      const platforms: UserPlatform[] = [1, 2, 5]
      const tokens = await Promise.all(
        platforms.map(
          async (platform) => (await world.env.openim.auth.userToken(id, platform, options)).token,
        ),
      )
      const item = await perform(world, lin, 'user.logout', id)
      expect(item).toMatchObject({ state: 'verified', outcome: { facts: { platforms: 10 } }, inverse: null })
      for (const token of tokens)
        await expect(world.env.openim.auth.parseToken(token, options)).rejects.toMatchObject({
          kind: 'refused',
        })
      const alive = [...world.sandbox.store.tokens.all()].filter(
        (row) => row.userID === id && row.state === 0,
      )
      expect(alive).toEqual([])
      const row = await world.env.db.prisma.ledgerRow.findUniqueOrThrow({ where: { id: item.id } })
      expect(JSON.stringify({ ...row, reason: null })).not.toMatch(/eyJ/)
    })

    test('goes on at the platform where it was interrupted', async () => {
      const id = await somebody()
      world.sandbox.addFaults([{ route: '/auth/force_logout', kind: 'reset-before', nth: 4 }])
      const item = await perform(world, lin, 'user.logout', id)
      world.sandbox.faults.clear()
      expect(item.state).toBe('verified')
      const first = world.sandbox.calls
        .of()
        .filter((call) => call.route === '/auth/get_user_token' && call.operationID === item.id)
      expect(first.length).toBeLessThan(14)
    })

    test('nobody who is not there, and none of OpenIM’s own accounts', async () => {
      expect((await plan('user.logout', 'nobody_here')).obstacles).toEqual([{ key: 'unknown_user' }])
      expect((await plan('user.logout', 'imAdmin')).obstacles).toEqual([{ key: 'system_account' }])
      const id = `news${quirks.length}`
      await world.env.openim.notificationAccounts.add({ id, nickname: 'News' }, options)
      expect((await plan('user.edit', id, { nickname: 'x' })).obstacles).toEqual([{ key: 'system_account' }])
      await expect(decide(world, lin, 'user.logout', 'imAdmin')).rejects.toMatchObject({
        reason: 'obstacle',
      })
    })
  })

  describe('registering', () => {
    test('registers with name and picture', async () => {
      const id = newId()
      const input = { nickname: 'Ädä 小 😀', faceUrl: 'https://x.test/b.png' }
      const item = await perform(world, lin, 'user.register', id, input)
      expect(item).toMatchObject({ state: 'verified', subject: { kind: 'user', id }, inverse: null })
      expect(await profile(id)).toMatchObject(input)
    })

    test('somebody who is there already stays as they are', async () => {
      const id = await somebody('Mara')
      expect(keysOf((await plan('user.register', id, { nickname: 'Else' })).consequences)).toEqual([
        'register_already',
      ])
      const item = await perform(world, lin, 'user.register', id, { nickname: 'Else' })
      expect(item.state).toBe('already_so')
      expect(await profile(id)).toMatchObject({ nickname: 'Mara' })
    })

    test('an id that OpenIM would refuse is refused before, and so is no name', async () => {
      const { obstacles } = await plan('user.register', 'with-a-dash', { nickname: 'x' })
      expect(obstacles).toEqual([{ key: 'user_id_rules' }])
      await expect(plan('user.register', newId(), { nickname: '' })).rejects.toMatchObject({
        code: 'invalid',
        field: 'input.nickname',
      })
    })

    test('registered by somebody else meanwhile: so already', async () => {
      const id = newId()
      const ledgerId = await decide(world, lin, 'user.register', id, { nickname: 'Ours' })
      await world.env.openim.users.register([{ id, nickname: 'Theirs' }], options)
      const runner = startRunner(world.env, { everyMs: 100 })
      const item = await outcomeOf(world, ledgerId)
      await runner.stop()
      expect(item.state).toBe('already_so')
      expect(await profile(id)).toMatchObject({ nickname: 'Theirs' })
    })
  })

  describe('editing', () => {
    test('changes what is given, and its inverse brings back exactly what was', async () => {
      const id = await somebody(' Mara  B. ')
      const before = await profile(id)
      const item = await perform(world, lin, 'user.edit', id, { nickname: 'Removed name', faceUrl: '' })
      expect(item).toMatchObject({
        state: 'verified',
        inverse: {
          action: 'user.edit',
          input: { nickname: ' Mara  B. ', faceUrl: 'https://x.test/a.png' },
        },
      })
      expect(await profile(id)).toMatchObject({ nickname: 'Removed name', faceUrl: '' })
      const back = await perform(world, lin, 'user.edit', id, item.inverse?.input)
      expect(back.state).toBe('verified')
      expect(await profile(id)).toEqual(before)
    })

    test('takes back only what it changed', async () => {
      const id = await somebody()
      const item = await perform(world, lin, 'user.edit', id, { faceUrl: '' })
      expect(item.inverse?.input).toEqual({ faceUrl: 'https://x.test/a.png' })
      expect(await profile(id)).toMatchObject({ nickname: 'Mara' })
    })

    test('a profile that is so already is left alone; nothing to change is refused', async () => {
      const id = await somebody()
      expect((await perform(world, lin, 'user.edit', id, { nickname: 'Mara' })).state).toBe('already_so')
      await expect(plan('user.edit', id, {})).rejects.toMatchObject({ field: 'input.nickname' })
    })
  })

  test('a role without the permission is refused', async () => {
    const moderator = await world.staff('moderator')
    const id = await somebody()
    for (const action of ['user.logout', 'user.edit'] as const)
      await expect(decide(world, moderator, action, id, { nickname: 'x' })).rejects.toMatchObject({
        code: 'forbidden',
      })
  })
})
