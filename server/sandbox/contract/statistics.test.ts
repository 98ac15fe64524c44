import { describeRows } from './test-rows'
import type { Row } from './test-world'

const SEND = '/msg/send_msg'
const text = { contentType: 101, content: { content: 'hi' } }
const toGroup = { ...text, sessionType: 3, groupID: '$G' }
const said: Row['after'] = [[SEND, { ...toGroup, sendID: 'u2' }]]

describeRows('contract 8', [
  {
    says: 'no start',
    path: '/statistics/user/register',
    body: {},
    as: 'u1',
    code: 1001,
    dlt: 'start is invalid',
  },
  {
    says: 'no end',
    path: '/statistics/group/create',
    body: { start: 1 },
    as: 'u1',
    code: 1001,
    dlt: 'end is invalid',
  },
  { says: 'by a user', path: '/statistics/group/create', body: { start: 1, end: 2 }, as: 'u1', code: 1002 },
  {
    says: 'nobody then',
    path: '/statistics/user/register',
    body: { start: 1, end: 2 },
    as: 'u1',
    data: { total: 6, before: 0 },
  },
  { says: 'no page', path: '/statistics/user/active', body: { start: 1, end: 2 }, code: 500 },
  {
    says: 'no rows',
    path: '/statistics/group/active',
    body: { start: 1, end: 2, pagination: { pageNumber: 1 } },
    code: 500,
  },
  {
    says: 'pages overlap',
    path: '/statistics/user/active',
    after: [...said, ...said],
    body: { start: 1, end: 9e12, group: true, pagination: { pageNumber: 2, showNumber: 2 } },
    data: {
      msgCount: 3,
      userCount: 2,
      dateCount: { [new Date().toISOString().slice(0, 10)]: 3 },
      users: [
        {
          user: {
            userID: 'imAdmin',
            nickname: 'superAdmin',
            faceURL: '',
            ex: '',
            createTime: 'ms',
            appMangerLevel: 2,
            globalRecvMsgOpt: 0,
          },
          count: 1,
        },
      ],
    },
  },
])
