import { describeRows } from './test-rows'
import type { Row } from './test-world'

const SEND = '/msg/send_msg'
const BATCH = '/msg/batch_send_msg'
const REVOKE = '/msg/revoke_msg'
const BUSINESS = '/msg/send_business_notification'
const STATUS = '/msg/check_msg_is_send_success'
const sg = { conversationID: 'sg_$G' }
const text = { contentType: 101, content: { content: 'hi' } }
const toGroup = { ...text, sendID: 'u2', sessionType: 3, groupID: '$G' }
const toPerson = { ...text, sendID: 'u1', sessionType: 1, recvID: 'u2' }
const said: Row['after'] = [[SEND, toGroup]]
const missing = (field: string, tag = 'required') =>
  `Key: 'SendMsgReq.SendMsg.${field}' Error:Field validation for '${field}' failed on the '${tag}' tag`
const noReceiver =
  "Key: 'SendMsgReq.RecvID' Error:Field validation for 'RecvID' failed on the 'required_if' tag"
const noGroup = missing('GroupID', 'required_if=SessionType 2|required_if=SessionType 3')

describeRows('contract 7.5: what cannot be sent', [
  {
    says: 'nothing at all',
    path: SEND,
    body: {},
    code: 1001,
    dlt: ['SendID', 'Content', 'ContentType', 'SessionType'].map((field) => missing(field)).join('\n'),
  },
  {
    says: 'nothing but a person to be',
    path: SEND,
    body: { sessionType: 1 },
    code: 1001,
    dlt: [noReceiver, ...['SendID', 'Content', 'ContentType'].map((field) => missing(field))].join('\n'),
  },
  {
    says: 'nothing but a group to be',
    path: SEND,
    body: { sessionType: 3 },
    code: 1001,
    dlt: [missing('SendID'), noGroup, missing('Content'), missing('ContentType')].join('\n'),
  },
  {
    says: 'to many, without a group',
    path: BATCH,
    body: { ...toGroup, groupID: '', recvIDs: [] },
    code: 1001,
    dlt: noGroup.replace('SendMsgReq', 'BatchSendMsgReq'),
  },
  { says: 'a number for a text is taken', path: SEND, body: { ...toGroup, content: { content: 5 } } },
  { says: 'an object for a text', path: SEND, body: { ...toGroup, content: { content: {} } }, code: 500 },
  {
    says: 'a text for a number is taken',
    path: SEND,
    body: {
      ...toGroup,
      contentType: 105,
      content: { sourceUrl: 'a', fileName: 'b', fileSize: '7' },
    },
  },
  {
    says: 'a word for a number',
    path: SEND,
    body: { ...toGroup, contentType: 105, content: { sourceUrl: 'a', fileName: 'b', fileSize: 'x' } },
    code: 500,
  },
  {
    says: 'a notification of a kind that is none',
    path: SEND,
    body: {
      ...toPerson,
      sendID: 'imAdmin',
      contentType: 1400,
      content: { notificationName: 'a', notificationType: 1, text: 'b', mixType: 6 },
    },
    code: 500,
  },
  {
    says: 'a notification to nobody is taken',
    path: SEND,
    body: {
      ...toPerson,
      sendID: 'imAdmin',
      recvID: 'u9',
      contentType: 1400,
      content: { notificationName: 'a', notificationType: 1, text: 'b' },
    },
  },
  {
    says: 'business to nobody',
    path: BUSINESS,
    body: { sendUserID: 'u1' },
    code: 1001,
    dlt: 'recvUserID and recvGroupID cannot be empty at the same time',
  },
  {
    says: 'business to both',
    path: BUSINESS,
    body: { sendUserID: 'u1', recvUserID: 'u2', recvGroupID: '$G' },
    code: 1001,
    dlt: 'recvUserID and recvGroupID cannot be set at the same time',
  },
  {
    says: 'business by a user',
    path: BUSINESS,
    body: { sendUserID: 'u1', recvUserID: 'u2' },
    as: 'u1',
    code: 1002,
    dlt: 'only app manager can send message',
  },
  {
    says: 'business from nobody',
    path: BUSINESS,
    body: { recvUserID: 'u2' },
    code: 1001,
    dlt: "Key: 'SendUserID' Error:Field validation for 'SendUserID' failed on the 'required' tag",
  },
  {
    says: 'business to an unknown group',
    path: BUSINESS,
    body: { sendUserID: 'u1', recvGroupID: '0' },
    code: 1004,
  },
  {
    says: 'business to be kept',
    path: '/msg/newest_seq',
    after: [[BUSINESS, { sendUserID: 'u9', recvGroupID: '$G', reliabilityLevel: 2 }]],
    body: { userID: 'u2' },
    data: { maxSeqs: { n_$G: 1, sg_$G: 1 } },
  },
  { says: 'a failure leaves no trace', path: STATUS, body: {}, data: { status: 0 } },
  {
    says: 'a key that is none',
    path: '/msg/send_simple_msg?key=!!',
    body: {},
    code: 1001,
    dlt: 'illegal base64 data at input byte 0',
  },
])

describeRows('contract 7.4: who may revoke', [
  {
    says: 'by a stranger',
    path: REVOKE,
    after: said,
    body: { ...sg, seq: 2, userID: 'u5' },
    as: 'u5',
    code: 500,
  },
  {
    says: "an admin's by another",
    path: REVOKE,
    after: [[SEND, { ...toGroup, sendID: 'u1' }]],
    body: { ...sg, seq: 2, userID: 'u4' },
    as: 'u4',
    code: 1002,
    dlt: 'no permission',
  },
  {
    says: "another's, one to one",
    path: REVOKE,
    after: [[SEND, toPerson]],
    body: { conversationID: 'si_u1_u2', seq: 1, userID: 'u2' },
    as: 'u2',
    code: 1002,
    dlt: 'ownerUserID, u1=MISSING',
  },
  {
    says: 'what was cleared for everybody',
    path: REVOKE,
    after: [
      ...(said ?? []),
      [
        '/msg/clear_conversation_msg',
        { userID: 'u1', conversationIDs: ['sg_$G'], deleteSyncOpt: { IsSyncOther: true } },
      ],
    ],
    body: { ...sg, seq: 2, userID: 'imAdmin' },
    code: 1004,
    dlt: 'msg not found',
  },
  {
    says: 'what is deleted, by an app admin',
    path: REVOKE,
    after: [...(said ?? []), ['/msg/delete_msg_phsical_by_seq', { ...sg, seqs: [2] }]],
    body: { ...sg, seq: 2, userID: 'imAdmin' },
    data: null,
  },
  {
    says: 'what is deleted, by its sender',
    path: REVOKE,
    after: [...(said ?? []), ['/msg/delete_msg_phsical_by_seq', { ...sg, seqs: [2] }]],
    body: { ...sg, seq: 2, userID: 'u2' },
    as: 'u2',
    code: 500,
  },
  {
    says: 'is told in a stream beside the group',
    path: '/msg/newest_seq',
    after: [...(said ?? []), [REVOKE, { ...sg, seq: 2, userID: 'imAdmin' }]],
    body: { userID: 'u1' },
    data: { maxSeqs: { n_$G: 1, sg_$G: 2 } },
  },
])
