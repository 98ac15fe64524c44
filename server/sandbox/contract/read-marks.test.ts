import { describeRows } from './test-rows'
import type { Row } from './test-world'

const SEND = '/msg/send_msg'
const MARK = '/msg/mark_conversation_as_read'
const MARK_SEQS = '/msg/mark_msgs_as_read'
const SET = '/msg/set_conversation_has_read_seq'
const SEQS = '/msg/get_conversations_has_read_and_max_seq'
const NEWEST = '/msg/newest_seq'
const PULL = '/msg/pull_msg_by_seq'
const sg = { conversationID: 'sg_$G' }
const si = { conversationID: 'si_u1_u2' }
const text = { contentType: 101, content: { content: 'hi' } }
const toPerson = { ...text, sendID: 'u1', recvID: 'u2', sessionType: 1 }
const said: Row['after'] = [
  [SEND, toPerson],
  [SEND, toPerson],
]
const seqsOf = (userID: string, conversationID: string) => ({ userID, conversationIDs: [conversationID] })
const readTo = (id: string, hasReadSeq: number, maxSeq: number) => ({
  seqs: { [id]: { maxSeq, hasReadSeq, maxSeqTime: 'ms' } },
  pinnedConversationIDs: null,
})

describeRows('contract 7.3: read marks', [
  {
    says: 'a conversation beyond its end is taken',
    path: SEQS,
    after: [...said, [MARK, { ...si, userID: 'u2', hasReadSeq: 99 }]],
    body: seqsOf('u2', 'si_u1_u2'),
    data: readTo('si_u1_u2', 99, 2),
  },
  {
    says: 'a conversation never goes back',
    path: SEQS,
    after: [
      ...said,
      [MARK, { ...si, userID: 'u2', hasReadSeq: 2 }],
      [MARK, { ...si, userID: 'u2', hasReadSeq: 1 }],
    ],
    body: seqsOf('u2', 'si_u1_u2'),
    data: readTo('si_u1_u2', 2, 2),
  },
  {
    says: 'a seq can be set back',
    path: SEQS,
    after: [
      ...said,
      [SET, { ...si, userID: 'u2', hasReadSeq: 2 }],
      [SET, { ...si, userID: 'u2', hasReadSeq: 1 }],
    ],
    body: seqsOf('u2', 'si_u1_u2'),
    data: readTo('si_u1_u2', 1, 2),
  },
  { says: 'without the conversation', path: MARK, body: { ...si, userID: 'u2', hasReadSeq: 1 }, code: 1004 },
  {
    says: 'a seq without the conversation',
    path: SET,
    body: { ...si, userID: 'u2', hasReadSeq: 1 },
    code: 1001,
    dlt: 'hasReadSeq must not be bigger than maxSeq',
  },
  {
    says: 'a seq of a group one is not in',
    path: SET,
    body: { ...sg, userID: 'u5', hasReadSeq: 1 },
    data: null,
  },
  {
    says: 'the last of the list decides',
    path: MARK_SEQS,
    after: said,
    body: { ...si, userID: 'u2', seqs: [9, 1] },
    data: null,
  },
  {
    says: 'a list that ends beyond the end',
    path: MARK_SEQS,
    after: said,
    body: { ...si, userID: 'u2', seqs: [1, 9] },
    code: 1001,
    dlt: 'hasReadSeq must not be bigger than maxSeq',
  },
  {
    says: 'of somebody else',
    path: MARK,
    body: { ...sg, userID: 'u1', hasReadSeq: 1 },
    as: 'u2',
    code: 1002,
  },
  {
    says: 'show in the messages of others, and are told in a stream beside the conversation',
    path: NEWEST,
    after: [...said, [MARK_SEQS, { ...si, userID: 'u2', seqs: [1] }]],
    body: { userID: 'u1' },
    as: 'u1',
    data: { maxSeqs: { n_u1_u2: 1, sg_$G: 1, si_u1_u2: 2 } },
  },
  {
    says: 'clearing reads all there is',
    path: SEQS,
    after: [...said, ['/msg/clear_conversation_msg', { userID: 'u2', conversationIDs: ['si_u1_u2'] }]],
    body: seqsOf('u2', 'si_u1_u2'),
    data: readTo('si_u1_u2', 2, 2),
  },
  {
    says: 'cleared for oneself',
    path: PULL,
    after: [...said, ['/msg/clear_conversation_msg', { userID: 'u2', conversationIDs: ['si_u1_u2'] }]],
    body: { userID: 'u2', seqRanges: [{ ...si, begin: 1, end: 9, num: 9 }] },
    data: {},
  },
  {
    says: 'cleared by somebody for himself',
    path: '/conversation/get_conversation',
    after: [...said, ['/msg/user_clear_all_msg', { userID: 'u2' }]],
    body: { ownerUserID: 'u2', ...si },
    data: {
      conversation: {
        ownerUserID: 'u2',
        ...si,
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
        minSeq: 3,
        maxSeq: 0,
        msgDestructTime: 0,
        latestMsgDestructTime: -62135596800000,
        isMsgDestruct: false,
      },
    },
  },
])
