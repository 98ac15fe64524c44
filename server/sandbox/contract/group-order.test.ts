import { describeRows } from './test-rows'
import type { Row } from './test-world'

const page = { pageNumber: 1, showNumber: 10 }
const INVITE = '/group/invite_user_to_group'
const JOIN = '/group/join_group'
const MEMBER = '/group/set_group_member_info'
const ANSWER = '/group/group_application_response'
const RECEIVED = '/group/get_recv_group_applicationList'
const SENT = '/group/get_user_req_group_applicationList'
const OF_USERS = '/group/get_group_users_req_application_list'
const OF_USER = '/group/get_specified_user_group_request_info'
const FULL_IDS = '/group/get_full_group_member_user_ids'
const EX = '/group/set_group_info_ex'

const asked: Row['after'] = [[JOIN, { groupID: '$G', joinSource: 3, inviterUserID: 'u5', reqMessage: 'hi' }]]
const dismissed: Row['after'] = [['/group/dismiss_group', { groupID: '$G', deleteMember: true }]]
const ownerless: Row['after'] = [[MEMBER, { members: [{ groupID: '$G', userID: 'u1', roleLevel: 20 }] }]]
const many = Array.from({ length: 1001 }, (_, i) => `m${i}`)
const members = (...list: object[]) => ({ members: list.map((m) => ({ groupID: '$G', ...m })) })

/** Strangers, dismissed and ownerless groups, limits: who is told what first. */
describeRows('contract 4.4, 4.5: order of checks', [
  { says: 'by a stranger', path: EX, body: { groupID: '$G' }, as: 'u5', code: 1004, dlt: '' },
  { says: 'no group, by an app admin', path: EX, body: {}, code: 1004, dlt: '' },
  { says: 'a dismissed group', path: EX, after: dismissed, body: { groupID: '$G' }, code: 1204, dlt: '' },
  {
    says: 'a group without owner',
    path: EX,
    after: ownerless,
    body: { groupID: '$G' },
    code: 1004,
    dlt: 'group $G owner not found',
  },
  {
    says: 'by a stranger',
    path: '/group/set_group_info',
    body: { groupInfoForSet: { groupID: '$G' } },
    as: 'u5',
    code: 1004,
  },
  {
    says: 'a dismissed group',
    path: JOIN,
    after: dismissed,
    body: { groupID: '$G', joinSource: 3, inviterUserID: 'u5' },
    code: 1204,
    dlt: '',
  },
  {
    says: 'an unknown person',
    path: JOIN,
    body: { groupID: '0', joinSource: 3, inviterUserID: 'u9' },
    code: 1004,
    dlt: 'record not found',
  },
  {
    says: 'nobody',
    path: JOIN,
    body: { groupID: '$G', joinSource: 3 },
    code: 1004,
    dlt: 'record not found',
  },
  {
    says: 'a dismissed group',
    path: '/group/transfer_group',
    after: dismissed,
    body: { groupID: '$G', oldOwnerUserID: 'u1', newOwnerUserID: 'u1' },
    code: 1204,
    dlt: '',
  },
  {
    says: 'too many',
    path: MEMBER,
    body: { members: many.map((userID) => ({ groupID: '$G', userID })) },
    code: 1001,
    dlt: 'too many Members, need to be less than 1000',
  },
  {
    says: 'oneself, not a member',
    path: MEMBER,
    body: members({ userID: 'u5', nickname: 'x' }),
    as: 'u5',
    code: 1002,
    dlt: 'user not in group',
  },
  {
    says: 'two strangers',
    path: MEMBER,
    body: members({ userID: 'u9', nickname: 'x' }),
    as: 'u5',
    code: 1001,
    dlt: 'user not in group',
  },
  {
    says: 'an app admin who is no member, himself',
    path: MEMBER,
    body: members({ userID: 'imAdmin', nickname: 'x' }),
    code: 1004,
  },
  {
    says: 'a group admin, upwards',
    path: MEMBER,
    body: members({ userID: 'u2', roleLevel: 60 }),
    as: 'u2',
    code: 1002,
    dlt: 'can not improve role level by self',
  },
  {
    says: 'another by an ordinary member',
    path: MEMBER,
    body: members({ userID: 'u3', nickname: 'x' }),
    as: 'u2',
    code: 1002,
    dlt: 'ordinary users can not change other role level',
  },
  {
    says: 'a group admin, downwards',
    path: MEMBER,
    body: members({ userID: 'u4', roleLevel: 20 }),
    as: 'u4',
    data: null,
  },
  {
    says: 'the owner keeps the role and takes a name',
    path: MEMBER,
    body: members({ userID: 'u1', nickname: 'x' }),
    as: 'u1',
    data: null,
  },
  { says: 'a member without changes', path: MEMBER, body: members({ userID: 'u2' }), data: null },
  {
    says: 'by a stranger',
    path: ANSWER,
    body: { groupID: '$G', fromUserID: 'u5', handleResult: 1 },
    as: 'u5',
    code: 1004,
  },
  {
    says: 'in a dismissed group',
    path: ANSWER,
    after: [...asked, ...dismissed],
    body: { groupID: '$G', fromUserID: 'u5', handleResult: 1 },
    data: null,
  },
  {
    says: 'of a group one does not run',
    path: RECEIVED,
    body: { fromUserID: 'u2', groupIDs: ['$G'], pagination: page },
    as: 'u2',
    code: 1002,
    dlt: 'no group owner or admin',
  },
  {
    says: 'of a group one is not in',
    path: RECEIVED,
    body: { fromUserID: 'u5', groupIDs: ['$G'], pagination: page },
    as: 'u5',
    code: 1002,
    dlt: 'op user not in group',
  },
  {
    says: 'of somebody else',
    path: RECEIVED,
    body: { fromUserID: 'u1', groupIDs: ['$G'], pagination: page },
    as: 'u5',
    code: 1002,
    dlt: 'ownerUserID, u1=MISSING',
  },
  {
    says: 'of one who runs nothing',
    path: RECEIVED,
    body: { fromUserID: 'u9', pagination: page },
    data: { total: 0, groupRequests: null },
  },
  {
    says: 'an unknown group without requests',
    path: RECEIVED,
    body: { fromUserID: 'u1', groupIDs: ['0'], pagination: page },
    data: { total: 0, groupRequests: null },
  },
  {
    says: 'an unknown group beside one with requests',
    path: RECEIVED,
    after: asked,
    body: { fromUserID: 'u1', groupIDs: ['$G', '0'], pagination: page },
    code: 1201,
    dlt: '0',
  },
  {
    says: 'past the end',
    path: RECEIVED,
    after: asked,
    body: { fromUserID: 'u1', pagination: { pageNumber: 2, showNumber: 5 } },
    data: { total: 1, groupRequests: null },
  },
  {
    says: 'only refused ones',
    path: RECEIVED,
    after: asked,
    body: { fromUserID: 'u1', pagination: page, handleResults: [-1] },
    data: { total: 0, groupRequests: null },
  },
  {
    says: 'an unknown user',
    path: SENT,
    body: { userID: 'u9', pagination: page },
    code: 1004,
    dlt: 'record not found',
  },
  { says: 'of somebody else', path: SENT, body: { userID: 'u1', pagination: page }, as: 'u5', code: 1002 },
  { says: 'no page', path: SENT, body: { userID: 'u1' }, code: 1001, dlt: 'pagination is empty' },
  { says: 'nobody', path: OF_USERS, body: { groupID: '$G' }, code: 1001, dlt: 'UserID is empty' },
  {
    says: 'too many',
    path: OF_USERS,
    body: { groupID: '$G', userIDs: many },
    code: 1001,
    dlt: 'too many UserIDs, need to be less than 1000',
  },
  {
    says: 'by a stranger',
    path: OF_USERS,
    body: { groupID: '$G', userIDs: ['u5'] },
    as: 'u5',
    code: 1002,
    dlt: 'op user not in group',
  },
  {
    says: 'an unknown group',
    path: OF_USERS,
    body: { groupID: '0', userIDs: ['u5'] },
    data: { total: 0, groupRequests: null },
  },
  {
    says: 'one who did not ask',
    path: OF_USER,
    body: { groupID: '$G', userID: 'u2' },
    data: { total: 0, groupRequests: null },
  },
  {
    says: 'a group without owner, for an app admin',
    path: OF_USER,
    after: ownerless,
    body: { groupID: '$G', userID: 'u2' },
    code: 500,
    dlt: 'runtime error: index out of range [0] with length 0',
  },
  {
    says: 'a group without owner, for oneself',
    path: OF_USER,
    after: ownerless,
    body: { groupID: '$G', userID: 'u2' },
    as: 'u2',
    data: { total: 0, groupRequests: null },
  },
  {
    says: 'by a stranger',
    path: FULL_IDS,
    body: { groupID: '$G' },
    as: 'u5',
    code: 1002,
    dlt: 'opUser in ownerUserIDs',
  },
  {
    says: 'an unknown group',
    path: FULL_IDS,
    body: { groupID: '0' },
    data: { version: 0, versionID: '65d1adcc52b743aafd7fce26', equal: true, userIDs: null },
  },
  {
    says: 'oneself twice',
    path: INVITE,
    body: { groupID: '$G', invitedUserIDs: ['u5', 'u9', 'u5'] },
    code: 1001,
    dlt: 'userID duplicate',
  },
  {
    says: 'too many',
    path: INVITE,
    body: { groupID: '$G', invitedUserIDs: many },
    code: 1001,
    dlt: 'too many InvitedUserIDs, need to be less than 1000',
  },
])
