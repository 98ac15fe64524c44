import { describeRows } from './test-rows'
import type { Row } from './test-world'

const SEND = '/msg/send_msg'
const REVOKE = '/msg/revoke_msg'
const text = { contentType: 101, content: { content: 'hi' } }
const toGroup = { ...text, sessionType: 3, groupID: '$G' }
const said: Row['after'] = [[SEND, { ...toGroup, sendID: 'u2' }]]
const sg = { conversationID: 'sg_$G' }

describeRows('contract 7.2 to 7.4: reading and deleting', [
  {
    says: 'no page',
    path: '/msg/search_msg',
    after: said,
    body: { sessionType: 3, recvID: '$G' },
    as: 'u5',
    data: { chatLogs: null, chatLogsNum: 2 },
  },
  {
    says: 'a negative page',
    path: '/msg/search_msg',
    body: { pagination: { pageNumber: 1, showNumber: -1 } },
    code: 500,
  },
  {
    says: 'skips deleted ones',
    path: '/msg/search_msg',
    after: [...said, ['/msg/delete_msg_phsical_by_seq', { ...sg, seqs: [1, 99] }]],
    body: {},
    data: { chatLogs: null, chatLogsNum: 1 },
  },
  {
    says: 'somebody without it',
    path: '/msg/pull_msg_by_seq',
    after: said,
    body: { userID: 'imAdmin', seqRanges: [{ ...sg, begin: 1, end: 9, num: 9 }] },
    data: {},
  },
  { says: 'of somebody else', path: '/msg/pull_msg_by_seq', body: { userID: 'u1' }, as: 'u2', code: 1002 },
  {
    says: 'all conversations',
    path: '/msg/newest_seq',
    after: said,
    body: { userID: 'u2' },
    as: 'u2',
    data: { maxSeqs: { sg_$G: 2 } },
  },
  {
    says: 'seqs; who sends has read what he sent',
    path: '/msg/get_conversations_has_read_and_max_seq',
    after: said,
    body: { userID: 'u2' },
    as: 'u2',
    data: { seqs: { sg_$G: { maxSeq: 2, hasReadSeq: 2, maxSeqTime: 'ms' } }, pinnedConversationIDs: null },
  },
  {
    says: 'beyond the end',
    path: '/msg/set_conversation_has_read_seq',
    after: said,
    body: { ...sg, userID: 'u2', hasReadSeq: 9 },
    code: 1001,
    dlt: 'hasReadSeq must not be bigger than maxSeq',
  },
  {
    says: 'nothing',
    path: '/msg/mark_conversation_as_read',
    body: { ...sg, userID: 'u2' },
    code: 1001,
    dlt: 'hasReadSeq is invalid',
  },
  {
    says: 'zero',
    path: '/msg/mark_msgs_as_read',
    body: { ...sg, userID: 'u2', seqs: [0] },
    code: 1001,
    dlt: 'seqs has 0 value is invalid',
  },
  { says: 'seq 0', path: REVOKE, body: { ...sg, userID: 'u1' }, code: 1001, dlt: 'seq is invalid' },
  { says: 'as somebody else', path: REVOKE, body: { ...sg, seq: 1, userID: 'u1' }, as: 'u2', code: 1002 },
  { says: 'as nobody', path: REVOKE, body: { ...sg, seq: 1, userID: 'u9' }, code: 1004 },
  {
    says: 'beyond the end',
    path: REVOKE,
    body: { ...sg, seq: 99, userID: 'imAdmin' },
    code: 1004,
    dlt: 'msg not found',
  },
  {
    says: 'twice',
    path: REVOKE,
    after: [...said, [REVOKE, { ...sg, seq: 2, userID: 'imAdmin' }]],
    body: { ...sg, seq: 2, userID: 'imAdmin' },
    code: 1404,
  },
  {
    says: "another's",
    path: REVOKE,
    after: said,
    body: { ...sg, seq: 2, userID: 'u3' },
    as: 'u3',
    code: 1002,
    dlt: 'no permission',
  },
  {
    says: "a member's by an admin",
    path: REVOKE,
    after: said,
    body: { ...sg, seq: 2, userID: 'u4' },
    as: 'u4',
    data: null,
  },
  {
    says: 'nothing',
    path: '/msg/delete_msgs',
    body: { ...sg, userID: 'u1' },
    code: 1001,
    dlt: 'seqs is empty',
  },
  {
    says: 'for all without the conversation',
    path: '/msg/delete_msgs',
    after: said,
    body: { ...sg, userID: 'u5', seqs: [2], deleteSyncOpt: { IsSyncOther: true } },
    as: 'u5',
    code: 1004,
  },
  {
    says: 'by a user',
    path: '/msg/delete_msg_phsical_by_seq',
    body: { ...sg, seqs: [1] },
    as: 'u1',
    code: 1002,
  },
  {
    says: 'unknown',
    path: '/msg/delete_msg_phsical_by_seq',
    body: { conversationID: 'x', seqs: [1] },
    data: null,
  },
  {
    says: 'required and ignored',
    path: '/msg/delete_msg_physical',
    body: {},
    code: 1001,
    dlt: 'conversationIDs is empty',
  },
  {
    says: 'nothing',
    path: '/msg/clear_conversation_msg',
    body: { userID: 'u1' },
    code: 1001,
    dlt: 'conversationIDs is empty',
  },
])
