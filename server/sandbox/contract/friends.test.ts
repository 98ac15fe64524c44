import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { describeRows } from './test-rows'
import { makeWorld, type Row, type World } from './test-world'

const page = { pageNumber: 1, showNumber: 10 }
const IMPORT = '/friend/import_friend'
const ADD = '/friend/add_friend'
const ANSWER = '/friend/add_friend_response'
const friends: Row['after'] = [[IMPORT, { ownerUserID: 'u1', friendUserIDs: ['u2'] }]]
const asked: Row['after'] = [[ADD, { fromUserID: 'u1', toUserID: 'u2', reqMsg: 'hi' }]]
const u2 = {
  userID: 'u2',
  nickname: 'u2',
  faceURL: '',
  ex: '',
  createTime: 0,
  appMangerLevel: 0,
  globalRecvMsgOpt: 0,
}
const friend = {
  ownerUserID: 'u1',
  remark: '',
  createTime: 's',
  friendUser: u2,
  addSource: 1,
  operatorUserID: 'imAdmin',
  ex: '',
  isPinned: false,
}
const request = {
  fromUserID: 'u1',
  fromNickname: 'u1',
  fromFaceURL: '',
  toUserID: 'u2',
  toNickname: 'u2',
  toFaceURL: '',
  handleResult: 0,
  reqMsg: 'hi',
  createTime: 'ms',
  handlerUserID: '',
  handleMsg: '',
  handleTime: 0,
  ex: '',
}

describeRows('contract 6.1', [
  {
    says: 'by a user',
    path: IMPORT,
    body: { ownerUserID: 'u1', friendUserIDs: ['u1'] },
    as: 'u1',
    code: 1002,
  },
  { says: 'oneself', path: IMPORT, body: { ownerUserID: 'u1', friendUserIDs: ['u1'] }, code: 1301 },
  { says: 'unknown people', path: IMPORT, body: { ownerUserID: 'u1', friendUserIDs: ['u9'] }, code: 1004 },
  {
    says: 'skips friends',
    path: IMPORT,
    after: friends,
    body: { ownerUserID: 'u1', friendUserIDs: ['u2'] },
    data: null,
  },
  { says: 'oneself', path: ADD, body: { fromUserID: 'u1', toUserID: 'u1' }, as: 'u1', code: 1301 },
  {
    says: 'a friend',
    path: ADD,
    after: friends,
    body: { fromUserID: 'u1', toUserID: 'u2' },
    as: 'u1',
    code: 1304,
  },
  {
    says: 'by the one who asked',
    path: ANSWER,
    after: asked,
    body: { fromUserID: 'u1', toUserID: 'u2', handleResult: 1 },
    as: 'u1',
    code: 1002,
  },
  {
    says: 'result 0',
    path: ANSWER,
    after: asked,
    body: { fromUserID: 'u1', toUserID: 'u2' },
    as: 'u2',
    code: 1001,
  },
  {
    says: 'handled',
    path: ANSWER,
    after: [...asked, [ANSWER, { fromUserID: 'u1', toUserID: 'u2', handleResult: -1 }]],
    body: { fromUserID: 'u1', toUserID: 'u2', handleResult: 1 },
    code: 1001,
    dlt: 'the friend request has been processed',
  },
  {
    says: 'no request',
    path: ANSWER,
    body: { fromUserID: 'u1', toUserID: 'u2', handleResult: 1 },
    code: 1004,
  },
  {
    says: 'no friend',
    path: '/friend/delete_friend',
    body: { ownerUserID: 'u1', friendUserID: 'u9' },
    data: null,
  },
  {
    says: 'list first',
    path: '/friend/get_friend_list',
    after: friends,
    body: { userID: 'u1', pagination: page },
    as: 'u1',
    data: { friendsInfo: [friend], total: 1 },
  },
  {
    says: 'both sides',
    path: '/friend/is_friend',
    after: friends,
    body: { userID1: 'u1', userID2: 'u2' },
    as: 'u2',
    data: { inUser1Friends: true, inUser2Friends: true },
  },
  {
    says: 'by a third',
    path: '/friend/is_friend',
    body: { userID1: 'u1', userID2: 'u2' },
    as: 'u3',
    code: 1002,
  },
  {
    says: 'one side deleted',
    path: '/friend/get_friend_id',
    after: [...friends, ['/friend/delete_friend', { ownerUserID: 'u1', friendUserID: 'u2' }]],
    body: { userID: 'u2' },
    as: 'u2',
    data: { friendIDs: ['u1'] },
  },
  {
    says: 'capital F',
    path: '/friend/get_friend_apply_list',
    after: asked,
    body: { userID: 'u2', pagination: page },
    as: 'u2',
    data: { FriendRequests: [request], total: 1 },
  },
  {
    says: 'small f',
    path: '/friend/get_self_friend_apply_list',
    after: asked,
    body: { userID: 'u1', pagination: page },
    as: 'u1',
    data: { friendRequests: [request], total: 1 },
  },
  {
    says: 'between two',
    path: '/friend/get_designated_friend_apply',
    after: asked,
    body: { fromUserID: 'u2', toUserID: 'u1' },
    data: { friendRequests: [request] },
  },
  {
    says: 'open ones',
    path: '/friend/get_self_unhandled_apply_count',
    after: asked,
    body: { userID: 'u2' },
    as: 'u2',
    data: { count: 1 },
  },
  {
    says: 'those named',
    path: '/friend/get_designated_friends',
    after: friends,
    body: { ownerUserID: 'u1', friendUserIDs: ['u2', 'u3'] },
    as: 'u1',
    data: { friendsInfo: [friend] },
  },
  {
    says: 'profile and ties',
    path: '/friend/get_specified_friends_info',
    body: { ownerUserID: 'u1', userIDList: ['u9', 'u2'] },
    as: 'u1',
    data: { infos: [{ userInfo: { ...u2, createTime: 'ms' }, friendInfo: null, blackInfo: null }] },
  },
  {
    says: 'pins',
    path: '/friend/get_friend_list',
    after: [
      ...friends,
      ['/friend/update_friends', { ownerUserID: 'u1', friendUserIDs: ['u2'], isPinned: true, remark: 'r' }],
    ],
    body: { userID: 'u1', pagination: page },
    data: { friendsInfo: [{ ...friend, remark: 'r', isPinned: true }], total: 1 },
  },
  {
    says: 'a stranger',
    path: '/friend/set_friend_remark',
    body: { ownerUserID: 'u1', friendUserID: 'u9' },
    code: 1004,
  },
  { says: 'nobody has written it', path: '/friend/get_incremental_blacks', body: {}, code: 500 },
  {
    says: 'twice',
    path: '/friend/add_black',
    after: [['/friend/add_black', { ownerUserID: 'u1', blackUserID: 'u2' }]],
    body: { ownerUserID: 'u1', blackUserID: 'u2' },
    code: 500,
  },
  { says: 'unknown', path: '/friend/add_black', body: { ownerUserID: 'u1', blackUserID: 'u9' }, code: 1004 },
])

const message = { sendID: 'u1', recvID: 'u2', contentType: 101, sessionType: 1, content: { content: 'hi' } }

describeRows(
  'contract 4.7 with friendVerify',
  [
    { says: 'strangers', path: '/msg/send_msg', body: message, code: 1303 },
    { says: 'an app admin', path: '/msg/send_msg', body: { ...message, sendID: 'imAdmin' } },
    { says: 'friends', path: '/msg/send_msg', after: friends, body: message },
  ],
  { friendVerify: true },
)

describe('contract 6.1: versions', () => {
  let world: World
  beforeEach(async () => {
    world = await makeWorld()
  })
  afterEach(() => world.sandbox.close())

  it('list what changed since', async () => {
    const { client } = world
    const since = (known: object) => client.ok('/friend/get_incremental_friends', { userID: 'u1', ...known })
    const { full, insert, version, versionID } = await since({})
    expect([full, insert]).toEqual([true, null])
    await client.ok(IMPORT, { ownerUserID: 'u1', friendUserIDs: ['u2'] })
    const next = await since({ version, versionID })
    expect(Object.keys(next)).toEqual([
      'version',
      'versionID',
      'full',
      'delete',
      'insert',
      'update',
      'sortVersion',
    ])
    expect(next).toMatchObject({
      full: false,
      delete: null,
      update: null,
      insert: [{ friendUser: { userID: 'u2' } }],
    })
    await client.ok('/friend/delete_friend', { ownerUserID: 'u1', friendUserID: 'u2' })
    expect(await since({ version: next.version, versionID })).toMatchObject({ delete: ['u2'], insert: null })
  })
})
