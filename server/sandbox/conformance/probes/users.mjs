import { sleep } from '../probe.mjs'
import { page } from './shared.mjs'

/** HTTP, sign-in and users. Order within one probe matters. */
export const transportAndUserProbes = {
  async 'transport.headers'(t) {
    await t.call('no operationID', '/group/get_groups', {}, { op: null })
    await t.call('no token', '/group/get_groups', {}, { token: null })
    await t.call('token is not a jwt', '/group/get_groups', {}, { token: 'abc' })
    await t.call(
      'jwt of another secret',
      '/group/get_groups',
      {},
      {
        token:
          'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJVc2VySUQiOiJpbUFkbWluIiwiUGxhdGZvcm1JRCI6MTAsImV4cCI6MTk5NTM4MzY4MSwiaWF0IjoxNzk1MzgzNjgxfQ.0KwZ9S7nJc1ZkqzJZ0m1x0m2K7Vn9f3S0g0W7n5bYxM',
      },
    )
    await t.call('unknown path without operationID', '/nope', {}, { op: null })
    await t.call('unknown path', '/nope', {}, { codeOnly: true })
    await t.call('get on a post route', '/group/get_groups', '', { method: 'GET', codeOnly: true })
    await t.call('options', '/group/get_groups', '', { method: 'OPTIONS' })
  },
  async 'transport.body'(t) {
    await t.call('empty', '/group/get_groups', '')
    await t.call('cut short', '/group/get_groups', '{')
    await t.call('array', '/group/get_groups', '[]')
    await t.call('null', '/group/get_groups', 'null')
    await t.call('no pagination', '/group/get_groups', {})
    await t.call('page zero', '/group/get_groups', { pagination: page(1, 0) })
    await t.call('number as text', '/group/get_groups', { pagination: { pageNumber: '1' } })
    await t.call('unknown keys are ignored', '/group/get_groups', {
      groupID: t.unregistered('none1'),
      nope: 1,
      pagination: page(1),
    })
    await t.call('keys in another case', '/group/get_groups', {
      GROUPID: 'none',
      PAGINATION: { PAGENUMBER: 1, SHOWNUMBER: 1 },
    })
    await t.call(
      'trailing bytes',
      '/group/get_groups',
      '{"groupID":"none","pagination":{"pageNumber":1,"showNumber":1}}{}',
    )
    await t.call('streaming route cut short', '/msg/send_msg', '{')
  },
  async 'auth.admin_token'(t) {
    await t.call('ok', '/auth/get_admin_token', { secret: t.secret, userID: t.adminID }, { token: null })
    await t.call(
      'wrong secret',
      '/auth/get_admin_token',
      { secret: 'wrong', userID: t.adminID },
      { token: null },
    )
    await t.call(
      'not an admin',
      '/auth/get_admin_token',
      { secret: t.secret, userID: 'someone' },
      { token: null },
    )
    await t.call('no user', '/auth/get_admin_token', { secret: t.secret }, { token: null })
  },
  async 'auth.user_token'(t) {
    const [u1] = await t.users('u1')
    const first = (await t.call('issue', '/auth/get_user_token', { userID: u1, platformID: 5 })).data.token
    await t.call('works', '/user/get_users_info', { userIDs: [u1] }, { token: first })
    await t.call('parse', '/auth/parse_token', { token: first }, { token: null })
    await sleep(1100)
    const second = (await t.call('issue again', '/auth/get_user_token', { userID: u1, platformID: 5 })).data
      .token
    await t.call('first is kicked', '/user/get_users_info', { userIDs: [u1] }, { token: first })
    await t.call('second works', '/user/get_users_info', { userIDs: [u1] }, { token: second })
    await sleep(1100)
    const third = (await t.call('issue a third', '/auth/get_user_token', { userID: u1, platformID: 5 })).data
      .token
    await t.call('first no longer exists', '/user/get_users_info', { userIDs: [u1] }, { token: first })
    await t.call('platform of admins', '/auth/get_user_token', { userID: u1, platformID: 10 })
    await t.call('unknown user', '/auth/get_user_token', { userID: t.unregistered('u9'), platformID: 5 })
    await t.call('an app admin', '/auth/get_user_token', { userID: t.adminID, platformID: 5 })
    await t.call('asked by a user', '/auth/get_user_token', { userID: u1, platformID: 5 }, { token: third })
  },
  async 'auth.force_logout'(t) {
    const [u1] = await t.users('u1')
    const web = await t.token(u1, 5)
    const ios = await t.token(u1, 1)
    await t.call('one platform', '/auth/force_logout', { userID: u1, platformID: 5 })
    await t.call('that token is kicked', '/user/get_users_info', { userIDs: [u1] }, { token: web })
    await t.call('the other works', '/user/get_users_info', { userIDs: [u1] }, { token: ios })
    await t.call('platform 11', '/auth/force_logout', { userID: u1, platformID: 11 })
    await t.call('unknown user', '/auth/force_logout', { userID: t.unregistered('u9'), platformID: 5 })
    await t.call('asked by a user', '/auth/force_logout', { userID: u1, platformID: 1 }, { token: ios })
  },
  async 'user.register'(t) {
    const [u1] = await t.users('u1')
    const fresh = t.unregistered('u2')
    await t.call('dash in the id', '/user/user_register', { users: [{ userID: 'a-b', nickname: 'x' }] })
    await t.call('empty list', '/user/user_register', { users: [] })
    await t.call('empty nickname', '/user/user_register', { users: [{ userID: fresh, nickname: '' }] })
    await t.call('twice in one call', '/user/user_register', {
      users: [
        { userID: fresh, nickname: 'x' },
        { userID: fresh, nickname: 'x' },
      ],
    })
    await t.call('one exists', '/user/user_register', {
      users: [
        { userID: fresh, nickname: 'x' },
        { userID: u1, nickname: 'x' },
      ],
    })
    await t.call('so none was made', '/user/get_users_info', { userIDs: [fresh] })
    await t.call('ok', '/user/user_register', {
      users: [{ userID: fresh, nickname: 'n', faceURL: 'f', ex: 'e' }],
    })
    await t.call('read', '/user/get_users_info', { userIDs: [fresh] })
    const token = await t.token(u1)
    await t.call(
      'asked by a user',
      '/user/user_register',
      { users: [{ userID: t.unregistered('u3'), nickname: 'x' }] },
      { token },
    )
  },
  async 'user.read'(t) {
    const [u1, u2] = await t.users('u1', 'u2')
    const u9 = t.unregistered('u9')
    await t.call(
      'info: unknown left out, duplicates once',
      '/user/get_users_info',
      { userIDs: [u1, u9, u1, u2] },
      { unordered: true },
    )
    await t.call('info: none asked', '/user/get_users_info', { userIDs: [] })
    await t.call('search by id', '/user/get_users', { pagination: page(), userID: u1 })
    await t.call('search: count only', '/user/get_users', { pagination: page(0), userID: u1 })
    await t.call(
      'search: broken pattern',
      '/user/get_users',
      { pagination: page(), nickName: '(' },
      { codeOnly: true },
    )
    await t.call('check accounts', '/user/account_check', { checkUserIDs: [u1, u9, u2] })
    await t.call('check accounts: same twice', '/user/account_check', { checkUserIDs: [u1, u1] })
    await t.call('online status', '/user/get_users_online_status', { userIDs: [u1, u2] })
    await t.call('online status: nobody asked', '/user/get_users_online_status', {})
    const token = await t.token(u1)
    await t.call('online status as a user', '/user/get_users_online_status', { userIDs: [u2] }, { token })
    await t.call('any user may list users', '/user/get_users', { pagination: page(), userID: u2 }, { token })
  },
  async 'user.update'(t) {
    const [u1, u2] = await t.users('u1', 'u2')
    await t.call('nickname and ex', '/user/update_user_info_ex', {
      userInfo: { userID: u1, nickname: 'new', ex: '{"a":1}' },
    })
    await t.call('read', '/user/get_users_info', { userIDs: [u1] })
    await t.call('clear ex', '/user/update_user_info_ex', { userInfo: { userID: u1, ex: '' } })
    await t.call('read again', '/user/get_users_info', { userIDs: [u1] })
    const token = await t.token(u2)
    await t.call(
      'another user',
      '/user/update_user_info_ex',
      { userInfo: { userID: u1, nickname: 'x' } },
      { token },
    )
    await t.call('unknown user', '/user/update_user_info_ex', {
      userInfo: { userID: t.unregistered('u9'), nickname: 'x' },
    })
  },
}
