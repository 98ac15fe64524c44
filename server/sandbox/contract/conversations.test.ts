import { describeRows } from './test-rows'
import type { Row } from './test-world'

const page = { pageNumber: 1, showNumber: 10 }
const SET = '/conversation/set_conversations'
const talk: Row['after'] = [
  [
    '/msg/send_msg',
    { sendID: 'u1', recvID: 'u5', contentType: 101, sessionType: 1, content: { content: 'hi' } },
  ],
]
const row = {
  ownerUserID: 'u5',
  conversationID: 'si_u1_u5',
  recvMsgOpt: 0,
  conversationType: 1,
  userID: 'u1',
  groupID: '',
  isPinned: false,
  attachedInfo: '',
  isPrivateChat: false,
  groupAtType: 0,
  ex: '',
  burnDuration: 0,
  minSeq: 0,
  maxSeq: 0,
  msgDestructTime: 0,
  latestMsgDestructTime: -62135596800000,
  isMsgDestruct: false,
}
const direct = { conversationID: 'si_u1_u5', conversationType: 1, userID: 'u1' }

describeRows('contract 6.3', [
  {
    says: 'nobody',
    path: '/conversation/get_conversation',
    body: {},
    code: 1001,
    dlt: 'ownerUserID is empty',
  },
  {
    says: 'no id',
    path: '/conversation/get_conversation',
    body: { ownerUserID: 'u1' },
    code: 1001,
    dlt: 'conversationID is empty',
  },
  {
    says: 'none',
    path: '/conversation/get_conversation',
    body: { ownerUserID: 'u1', conversationID: 'x' },
    code: 1004,
  },
  {
    says: 'key order',
    path: '/conversation/get_conversation',
    after: talk,
    body: { ownerUserID: 'u5', conversationID: 'si_u1_u5' },
    as: 'u5',
    data: { conversation: row },
  },
  {
    says: 'missing ones are left out',
    path: '/conversation/get_conversations',
    after: talk,
    body: { ownerUserID: 'u5', conversationIDs: ['x', 'si_u1_u5'] },
    data: { conversations: [row] },
  },
  {
    says: 'none',
    path: '/conversation/get_all_conversations',
    body: { ownerUserID: 'u5' },
    as: 'u5',
    data: { conversations: null },
  },
  {
    says: 'of somebody else',
    path: '/conversation/get_all_conversations',
    body: { ownerUserID: 'u5' },
    as: 'u1',
    code: 1002,
  },
  {
    says: 'no page',
    path: '/conversation/get_owner_conversation',
    after: talk,
    body: { userID: 'u5' },
    data: { total: 1, conversations: null },
  },
  {
    says: 'a page',
    path: '/conversation/get_owner_conversation',
    after: talk,
    body: { userID: 'u5', pagination: page },
    data: { total: 1, conversations: [row] },
  },
  {
    says: 'none',
    path: '/conversation/get_sorted_conversation_list',
    body: { userID: 'u5', pagination: page },
    code: 1004,
  },
  { says: 'nobody', path: SET, body: {}, code: 1001, dlt: 'userID is empty' },
  { says: 'nothing', path: SET, body: { userIDs: ['u5'] }, code: 1001, dlt: 'conversation is empty' },
  {
    says: 'type 0',
    path: SET,
    body: { userIDs: ['u5'], conversation: { conversationID: 'x' } },
    code: 1001,
    dlt: 'conversationType is invalid',
  },
  {
    says: 'with nobody',
    path: SET,
    body: { userIDs: ['u5'], conversation: { ...direct, userID: '' } },
    code: 1001,
    dlt: 'userID is empty',
  },
  {
    says: 'of no group',
    path: SET,
    body: { userIDs: ['u5'], conversation: { ...direct, conversationType: 3 } },
    code: 1001,
    dlt: 'groupID is empty',
  },
  {
    says: 'of somebody else',
    path: SET,
    body: { userIDs: ['u5'], conversation: direct },
    as: 'u1',
    code: 1002,
  },
  {
    says: 'silent',
    path: '/conversation/get_not_notify_conversation_ids',
    after: [[SET, { userIDs: ['u5'], conversation: { ...direct, recvMsgOpt: 2 } }]],
    body: { userID: 'u5' },
    data: { conversationIDs: ['si_u1_u5'] },
  },
  {
    says: 'pinned',
    path: '/conversation/get_pinned_conversation_ids',
    after: [[SET, { userIDs: ['u5'], conversation: { ...direct, isPinned: true } }]],
    body: { userID: 'u5' },
    data: { conversationIDs: ['si_u1_u5'] },
  },
  {
    says: 'private for both',
    path: '/conversation/get_conversation',
    after: [...talk, [SET, { userIDs: ['u5'], conversation: { ...direct, isPrivateChat: true } }]],
    body: { ownerUserID: 'u1', conversationID: 'si_u1_u5' },
    data: { conversation: { ...row, ownerUserID: 'u1', userID: 'u5', isPrivateChat: true } },
  },
  {
    says: 'both ways',
    path: '/conversation/delete_conversations',
    body: { ownerUserID: 'u5', conversationIDs: ['x'], needDeleteTime: 1 },
    code: 1001,
  },
  { says: 'no way', path: '/conversation/delete_conversations', body: { ownerUserID: 'u5' }, code: 1001 },
  {
    says: 'by id',
    path: '/conversation/get_all_conversations',
    after: [
      ...talk,
      ['/conversation/delete_conversations', { ownerUserID: 'u5', conversationIDs: ['si_u1_u5'] }],
    ],
    body: { ownerUserID: 'u5' },
    data: { conversations: null },
  },
  {
    says: 'about a person',
    path: '/conversation/get_all_conversations',
    after: [...talk, ['/conversation/update_conversations_by_user', { userID: 'u1', ex: 'e' }]],
    body: { ownerUserID: 'u5' },
    data: { conversations: [{ ...row, ex: 'e' }] },
  },
  {
    says: 'for the caller only',
    path: '/jssdk/get_conversations',
    after: talk,
    body: { ownerUserID: 'u5', conversationIDs: ['si_u1_u5'] },
    as: 'u2',
    data: { unreadCount: 0, conversations: null },
  },
  {
    says: 'nothing asked',
    path: '/jssdk/get_conversations',
    body: {},
    as: 'u2',
    code: 1001,
    dlt: 'conversationIDs is empty',
  },
  {
    says: 'nobody has written',
    path: '/jssdk/get_active_conversations',
    body: { count: 5 },
    as: 'u5',
    data: { unreadCount: 0, conversations: null },
  },
])

describeRows(
  'contract 12: conversations of patch.16',
  [
    {
      says: 'of somebody else',
      path: '/conversation/get_all_conversations',
      body: { ownerUserID: 'u5' },
      as: 'u1',
      data: { conversations: null },
    },
    {
      says: 'who gets pushes',
      path: '/conversation/get_conversation_offline_push_user_ids',
      after: [[SET, { userIDs: ['u5'], conversation: { ...direct, recvMsgOpt: 2 } }]],
      body: { conversationID: 'si_u1_u5', userIDs: ['u1', 'u5'] },
      data: { userIDs: ['u1'] },
    },
  ],
  { quirks: 'patch.16' },
)
