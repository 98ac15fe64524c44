import { describeRows } from './test-rows'
import type { Row } from './test-world'

const SEND = '/msg/send_msg'
const SET = '/conversation/set_conversations'
const GET = '/conversation/get_conversation'
const ALL = '/conversation/get_all_conversations'
const SORTED = '/conversation/get_sorted_conversation_list'
const sg = { conversationID: 'sg_$G' }
const page = { pageNumber: 1, showNumber: 9 }
const said: Row['after'] = [
  [SEND, { contentType: 101, content: { content: 'hi' }, sendID: 'u1', sessionType: 1, recvID: 'u2' }],
]
const mention = (...atUserList: string[]): Row['after'] => [
  [
    SEND,
    { contentType: 106, content: { text: 'hey', atUserList }, sendID: 'u1', sessionType: 3, groupID: '$G' },
  ],
]
const conversation = (ownerUserID: string, flags: object) => ({
  conversation: {
    ownerUserID,
    ...sg,
    recvMsgOpt: 0,
    conversationType: 3,
    userID: '',
    groupID: '$G',
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
    ...flags,
  },
})

describeRows('contract 6.3: conversations', [
  {
    says: 'one who is named',
    path: GET,
    after: mention('u2', 'u9'),
    body: { ownerUserID: 'u2', ...sg },
    data: conversation('u2', { groupAtType: 1 }),
  },
  {
    says: 'one who is not',
    path: GET,
    after: mention('u2'),
    body: { ownerUserID: 'u3', ...sg },
    data: conversation('u3', {}),
  },
  {
    says: 'everybody',
    path: GET,
    after: mention('AtAllTag'),
    body: { ownerUserID: 'u3', ...sg },
    data: conversation('u3', { groupAtType: 2 }),
  },
  {
    says: 'everybody and one who is named',
    path: GET,
    after: mention('AtAllTag', 'u3'),
    body: { ownerUserID: 'u3', ...sg },
    data: conversation('u3', { groupAtType: 3 }),
  },
  {
    says: 'everybody but who says it',
    path: GET,
    after: mention('AtAllTag'),
    body: { ownerUserID: 'u1', ...sg },
    data: conversation('u1', {}),
  },
  {
    says: 'a type that is none is taken',
    path: SET,
    body: { userIDs: ['u1'], conversation: { ...sg, conversationType: 9 } },
  },
  {
    says: 'nothing to set makes nothing',
    path: ALL,
    after: [[SET, { userIDs: ['u5'], conversation: { ...sg, conversationType: 3, groupID: '$G' } }]],
    body: { ownerUserID: 'u5' },
    data: { conversations: null },
  },
  {
    says: 'private for both',
    path: GET,
    after: [
      [
        SET,
        {
          userIDs: ['u2'],
          conversation: {
            conversationID: 'si_u1_u2',
            conversationType: 1,
            userID: 'u1',
            isPrivateChat: true,
          },
        },
      ],
    ],
    body: { ownerUserID: 'u1', conversationID: 'si_u1_u2' },
    data: {
      conversation: {
        ...conversation('u1', { conversationType: 1, userID: 'u2', groupID: '', isPrivateChat: true })
          .conversation,
        conversationID: 'si_u1_u2',
      },
    },
  },
  {
    says: 'one without a message fails the whole list',
    path: SORTED,
    after: [
      ...said,
      [
        SET,
        {
          userIDs: ['u2'],
          conversation: { conversationID: 'si_u2_u3', conversationType: 1, userID: 'u3', ex: 'x' },
        },
      ],
    ],
    body: { userID: 'u2', pagination: page },
    code: 1004,
  },
  {
    says: 'of nobody in particular',
    path: '/conversation/get_pinned_conversation_ids',
    body: {},
    data: { conversationIDs: null },
  },
  {
    says: 'of somebody else',
    path: '/conversation/get_pinned_conversation_ids',
    body: {},
    as: 'u1',
    code: 1002,
  },
  {
    says: 'of nobody in particular',
    path: '/conversation/update_conversations_by_user',
    body: { ex: 'x' },
    data: null,
  },
])

describeRows(
  'contract 12: conversations of patch.16',
  [
    {
      says: 'pushes to nobody',
      path: '/conversation/get_conversation_offline_push_user_ids',
      body: sg,
      data: { userIDs: null },
    },
  ],
  { quirks: 'patch.16' },
)
