import { describeRows } from './test-rows'
import type { Row } from './test-world'

const page = { pageNumber: 1, showNumber: 10 }
const JOIN = '/group/join_group'
const ANSWER = '/group/group_application_response'

const asked: Row['after'] = [[JOIN, { groupID: '$G', joinSource: 3, inviterUserID: 'u5', reqMessage: 'hi' }]]

describeRows('contract 4.3, 4.5: requests', [
  {
    says: 'result 2',
    path: ANSWER,
    body: { groupID: '$G', fromUserID: 'u5', handleResult: 2 },
    code: 1001,
    dlt: 'handleResult is invalid',
  },
  {
    says: 'result 0',
    path: ANSWER,
    body: { groupID: '$G', fromUserID: 'u5' },
    code: 1001,
    dlt: 'HandleResult unknown',
  },
  {
    says: 'by a member',
    path: ANSWER,
    body: { groupID: '$G', fromUserID: 'u5', handleResult: 1 },
    as: 'u2',
    code: 1002,
  },
  {
    says: 'an unknown group',
    path: ANSWER,
    body: { groupID: '0', fromUserID: 'u5', handleResult: 1 },
    code: 1004,
  },
  {
    says: 'refused twice',
    path: ANSWER,
    after: [...asked, [ANSWER, { groupID: '$G', fromUserID: 'u5', handleResult: -1 }]],
    body: { groupID: '$G', fromUserID: 'u5', handleResult: 1 },
    code: 1206,
  },
  {
    says: 'no page',
    path: '/group/get_recv_group_applicationList',
    body: {},
    code: 1001,
    dlt: 'pagination is empty',
  },
  {
    says: 'nobody',
    path: '/group/get_recv_group_applicationList',
    body: { pagination: page },
    code: 1001,
    dlt: 'fromUserID is empty',
  },
  {
    says: 'nobody',
    path: '/group/get_user_req_group_applicationList',
    body: {},
    code: 1001,
    dlt: 'UserID is empty',
  },
  {
    says: 'an unknown user',
    path: '/group/get_user_req_group_applicationList',
    body: { userID: 'u9', pagination: page },
    code: 1004,
  },
  {
    says: 'of somebody else',
    path: '/group/get_specified_user_group_request_info',
    after: asked,
    body: { groupID: '$G', userID: 'u5' },
    as: 'u2',
    code: 1002,
    dlt: 'opUser no permission',
  },
  {
    says: 'a group without owner',
    path: '/group/get_specified_user_group_request_info',
    body: { groupID: '0', userID: 'u5' },
    code: 500,
  },
  {
    says: 'those of the groups one runs',
    path: '/group/get_group_application_unhandled_count',
    after: asked,
    body: { userID: 'u4' },
    as: 'u4',
    data: { count: 1 },
  },
])
