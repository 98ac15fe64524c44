import { afterEach, describe, expect, it, vi } from 'vitest'
import { signToken } from '../wire/jwt'
import { describeRows } from './test-rows'
import { makeWorld, type World } from './test-world'

const LOGIN = '/auth/get_user_token'
const LOGOUT = '/auth/force_logout'

describeRows('contract 2.1', [
  { says: 'no userID', path: '/auth/get_admin_token', body: {}, code: 1001, dlt: 'userID is empty' },
  {
    says: 'the secret is checked before the person',
    path: '/auth/get_admin_token',
    body: { secret: 'x', userID: 'u1' },
    code: 1002,
    dlt: 'secret invalid',
  },
  {
    says: 'names the admins to strangers',
    path: '/auth/get_admin_token',
    body: { secret: 'openIM123', userID: 'u1' },
    code: 1001,
    dlt: 'userID is error., userID=u1, adminUserID=[imAdmin]',
  },
  {
    says: 'by a user',
    path: LOGIN,
    body: { userID: 'u2', platformID: 10 },
    as: 'u1',
    code: 1002,
    dlt: 'user u1 is not admin userID',
  },
  {
    says: 'the platform of admins',
    path: LOGIN,
    body: { userID: 'u9', platformID: 10 },
    code: 1002,
    dlt: 'platformID invalid. platformID must not be adminPlatformID',
  },
  {
    says: 'for an admin',
    path: LOGIN,
    body: { userID: 'imAdmin', platformID: 5 },
    code: 1002,
    dlt: "don't get Admin token",
  },
  { says: 'an unknown user', path: LOGIN, body: { userID: 'u9', platformID: 5 }, code: 1004 },
  { says: 'takes platform 0', path: LOGIN, body: { userID: 'u1', platformID: 0 } },
  {
    says: 'for a notification account',
    path: LOGIN,
    after: [['/user/add_notification_account', { userID: 'bot', nickName: 'bot', appMangerLevel: 3 }]],
    body: { userID: 'bot', platformID: 5 },
    code: 1001,
    dlt: 'app account can`t get token',
  },
  { says: 'no token', path: '/auth/parse_token', body: {}, code: 1001, dlt: 'userID is empty' },
  { says: 'no user', path: LOGOUT, body: { platformID: 5 }, code: 1001, dlt: 'userID is empty' },
  {
    says: 'platform 0',
    path: LOGOUT,
    body: { userID: 'u1' },
    as: 'u1',
    code: 1001,
    dlt: 'platformID is invalidate',
  },
  {
    says: 'platform -1',
    path: LOGOUT,
    body: { userID: 'u1', platformID: -1 },
    code: 1001,
    dlt: 'platformID is invalidate',
  },
  { says: 'platform 12', path: LOGOUT, body: { userID: 'u1', platformID: 12 }, data: null },
  { says: 'platform 11', path: LOGOUT, body: { userID: 'u1', platformID: 11 }, data: null },
  { says: 'an unknown user', path: LOGOUT, body: { userID: 'u9', platformID: 5 }, data: null },
  { says: 'by a user', path: LOGOUT, body: { userID: 'u2', platformID: 5 }, as: 'u1', code: 1002 },
])

describe('contract 2.3, 2.4', () => {
  let world: World | undefined
  afterEach(() => world?.sandbox.close())

  const state = async (token: string) => {
    const reply = await world?.client.post('/user/get_users_info', { userIDs: ['u1'] }, token)
    return reply.errCode
  }
  const issue = async (platformID: number): Promise<string> =>
    (await world?.client.ok(LOGIN, { userID: 'u1', platformID }))?.token

  // platforms of earlier tokens, then which of them a new token on platform 1 (iOS) kicks
  it.each([
    [0, [2, 3, 5], [0, 0, 0]],
    [1, [2, 3, 5], [0, 0, 0]],
    [4, [2, 3, 8], [1506, 0, 0]],
    // the second one kicks the first, and the last purges it
    [5, [2, 3, 8], [1507, 0, 1506]],
  ])('policy %i', async (multiLogin, platforms, states) => {
    world = await makeWorld({ multiLogin })
    const earlier = []
    for (const platform of platforms) earlier.push(await issue(platform))
    await issue(1)
    expect(await Promise.all(earlier.map(state))).toEqual(states)
  })

  it('policy 5 leaves computers alone when another computer signs in', async () => {
    world = await makeWorld({ multiLogin: 5 })
    const [windows, phone] = [await issue(3), await issue(1)]
    await issue(4)
    expect([await state(windows), await state(phone)]).toEqual([0, 0])
  })

  it('platforms without a name share one table that no policy looks at', async () => {
    world = await makeWorld()
    const [odd, odder] = [await issue(0), await issue(99)]
    await issue(0)
    expect([await state(odd), await state(odder)]).toEqual([0, 0])
    await world.client.ok(LOGOUT, { userID: 'u1', platformID: 12 })
    expect([await state(odd), await state(odder)]).toEqual([1506, 1506])
  })

  it('an admin who is logged out must sign in again, except with a token replaced just before', async () => {
    let now = Date.now()
    vi.setSystemTime(now)
    try {
      world = await makeWorld()
      const sign = async (): Promise<string> => {
        now += 1000
        vi.setSystemTime(now)
        return (await world?.client.ok('/auth/get_admin_token', { secret: 'openIM123', userID: 'imAdmin' }))
          ?.token
      }
      const [replaced, current] = [await sign(), await sign()]
      await world.client.ok(LOGOUT, { userID: 'imAdmin', platformID: 10 }, current)
      expect([await state(replaced), await state(current)]).toEqual([0, 1506])
      await sign()
      expect(await state(current)).toBe(1507)
    } finally {
      vi.useRealTimers()
    }
  })

  it('a policy that does not exist fails every token of users and admins', async () => {
    await expect(makeWorld({ multiLogin: 7 })).rejects.toThrow()
  })

  it('times a token is not good for', async () => {
    world = await makeWorld()
    const now = Math.floor(Date.now() / 1000)
    const made = (times: object) =>
      signToken({ UserID: 'u1', PlatformID: 5, exp: now + 60, iat: now, ...times }, 'openIM123')
    expect(await state(made({ exp: now - 1 }))).toBe(1501)
    expect(await state(made({ nbf: now + 60 }))).toBe(1504)
    expect(await state(made({ iat: now + 60 }))).toBe(1505)
    expect(await state(made({}))).toBe(1507)
    expect(await state('a.b')).toBe(1503)
  })

  it('patch.16 refuses platform 11 and takes any number of admin tokens', async () => {
    world = await makeWorld({ quirks: 'patch.16' })
    expect((await world.client.post(LOGOUT, { userID: 'u1', platformID: 11 })).errCode).toBe(1001)
    const sign = () => world?.client.ok('/auth/get_admin_token', { secret: 'openIM123', userID: 'imAdmin' })
    const first = await sign()
    await sign()
    expect(await state(first.token)).toBe(0)
  })
})
