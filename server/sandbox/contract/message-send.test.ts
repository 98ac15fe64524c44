import { describeRows } from './test-rows'
import type { Row } from './test-world'

const SEND = '/msg/send_msg'
const text = { contentType: 101, content: { content: 'hi' } }
const toGroup = { ...text, sessionType: 3, groupID: '$G' }
const toPerson = { ...text, sessionType: 1, recvID: 'u2' }
const said: Row['after'] = [[SEND, { ...toGroup, sendID: 'u2' }]]

describeRows('contract 7.5, 4.7: sending', [
  {
    says: 'by a user',
    path: SEND,
    body: { ...toGroup, sendID: 'u1' },
    as: 'u1',
    code: 1002,
    dlt: 'only app manager can send message',
  },
  { says: 'location', path: SEND, body: { ...toGroup, sendID: 'u1', contentType: 109 }, code: 1001, dlt: '' },
  {
    says: 'an empty text',
    path: SEND,
    body: { ...toGroup, sendID: 'u1', content: {} },
    code: 500,
    dlt: "Key: 'TextElem.Content' Error:Field validation for 'Content' failed on the 'required' tag",
  },
  {
    says: 'session 2',
    path: SEND,
    body: { ...toGroup, sendID: 'u1', sessionType: 2 },
    code: 1001,
    dlt: 'unknown sessionType',
  },
  {
    says: 'notification by a user',
    path: SEND,
    body: { ...text, sendID: 'u1', recvID: 'u2', sessionType: 1, contentType: 1400 },
    code: 1002,
    dlt: 'notification messages cannot be sent for this ID',
  },
  {
    says: 'notification by nobody',
    path: SEND,
    body: { ...text, sendID: 'u9', recvID: 'u2', sessionType: 1, contentType: 1400 },
    code: 1101,
  },
  {
    says: 'session 4 with a text',
    path: SEND,
    body: { ...text, sendID: 'u1', recvID: 'u2', sessionType: 4 },
    code: 1001,
    dlt: 'notification msg must have correct session type and content type',
  },
  { says: 'an unknown group', path: SEND, body: { ...toGroup, sendID: 'u1', groupID: '0' }, code: 1004 },
  { says: 'a stranger', path: SEND, body: { ...toGroup, sendID: 'u5' }, code: 1203 },
  { says: 'an app admin', path: SEND, body: { ...toGroup, sendID: 'imAdmin' } },
  {
    says: 'a dismissed group, by an app admin',
    path: SEND,
    after: [['/group/dismiss_group', { groupID: '$G' }]],
    body: { ...toGroup, sendID: 'imAdmin' },
    code: 1204,
  },
  {
    says: 'a muted member',
    path: SEND,
    after: [['/group/mute_group_member', { groupID: '$G', userID: 'u2', mutedSeconds: 60 }]],
    body: { ...toGroup, sendID: 'u2' },
    code: 1402,
  },
  {
    says: 'the owner, muted',
    path: SEND,
    after: [['/group/mute_group_member', { groupID: '$G', userID: 'u1', mutedSeconds: 60 }]],
    body: { ...toGroup, sendID: 'u1' },
  },
  {
    says: 'a muted group',
    path: SEND,
    after: [['/group/mute_group', { groupID: '$G' }]],
    body: { ...toGroup, sendID: 'u2' },
    code: 1403,
  },
  {
    says: 'a muted group, by its admin',
    path: SEND,
    after: [['/group/mute_group', { groupID: '$G' }]],
    body: { ...toGroup, sendID: 'u4' },
  },
  { says: 'from nobody', path: SEND, body: { ...toPerson, sendID: 'u9' }, code: 1004 },
  { says: 'to nobody', path: SEND, body: { ...toPerson, sendID: 'u1', recvID: 'u9' }, code: 1004 },
  {
    says: 'to one who takes nothing',
    path: SEND,
    after: [['/user/set_global_msg_recv_opt', { userID: 'u2', globalRecvMsgOpt: 1 }]],
    body: { ...toPerson, sendID: 'imAdmin' },
    code: 1001,
    dlt: 'message is not sent',
  },
  {
    says: 'blocked',
    path: SEND,
    after: [['/friend/add_black', { ownerUserID: 'u2', blackUserID: 'u1' }]],
    body: { ...toPerson, sendID: 'u1' },
    code: 1302,
  },
  {
    says: 'nobody to send to',
    path: '/msg/batch_send_msg',
    body: { ...toPerson, sendID: 'u1', recvIDs: [] },
    data: { results: null, failedUserIDs: null },
  },
  {
    says: 'no key',
    path: '/msg/send_simple_msg',
    body: { content: 'x' },
    code: 1001,
    dlt: 'missing key in query',
  },
  {
    says: 'both',
    path: '/msg/send_business_notification',
    body: { sendUserID: 'u1', recvUserID: 'u2', recvGroupID: '$G' },
    code: 1001,
  },
  {
    says: 'another operationID',
    path: '/msg/check_msg_is_send_success',
    after: said,
    body: {},
    as: 'u1',
    data: { status: 0 },
  },
])
