import { describeRows } from './test-rows'
import type { Row } from './test-world'

const SEND = '/msg/send_msg'
const text = { contentType: 101, content: { content: 'hi' } }
const toGroup = { ...text, sessionType: 3, groupID: '$G' }
const toPerson = { ...text, sessionType: 1, recvID: 'u2' }
const page = { pageNumber: 1, showNumber: 10 }
const said: Row['after'] = [[SEND, { ...toGroup, sendID: 'u2' }]]
const sg = { conversationID: 'sg_$G' }

describeRows(
  'contract 12: messages of patch.16',
  [
    { says: 'quotes', path: SEND, body: { ...toGroup, sendID: 'u1', contentType: 114 }, code: 1001 },
    {
      says: 'to one who takes nothing',
      path: SEND,
      after: [['/user/set_global_msg_recv_opt', { userID: 'u2', globalRecvMsgOpt: 1 }]],
      body: { ...toPerson, sendID: 'u1' },
      data: { serverMsgID: '', clientMsgID: '', sendTime: 0, modify: null },
    },
    {
      says: 'a search without a filter',
      path: '/msg/search_msg',
      after: said,
      body: { pagination: page },
      code: 2,
    },
    {
      says: 'a search with one',
      path: '/msg/search_msg',
      after: said,
      body: { sendID: 'u2' },
      data: { chatLogs: null, chatLogsNum: 1 },
    },
    {
      says: 'by anybody',
      path: '/msg/delete_msg_phsical_by_seq',
      body: { ...sg, seqs: [1] },
      as: 'u5',
      data: null,
    },
    {
      says: 'an error for what succeeded',
      path: '/group/invite_user_to_group',
      body: { groupID: '$G', invitedUserIDs: ['u5'] },
      code: 1001,
      dlt: 'maxSeq is invalid',
    },
  ],
  { quirks: 'patch.16' },
)
