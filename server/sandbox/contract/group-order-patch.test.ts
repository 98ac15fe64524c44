import { describeRows } from './test-rows'

const INVITE = '/group/invite_user_to_group'

describeRows(
  'contract 12: order of checks on patch.16',
  [
    {
      says: 'unknown people before the stranger who invites',
      path: INVITE,
      body: { groupID: '$G', invitedUserIDs: ['u9'] },
      as: 'u5',
      code: 1004,
      dlt: 'user not found',
    },
    {
      says: 'a stranger is a row that is not there',
      path: INVITE,
      body: { groupID: '$G', invitedUserIDs: ['u5'] },
      as: 'u5',
      code: 1004,
      dlt: 'mongo: no documents in result mongo find one',
    },
    { says: 'by a stranger', path: '/group/mute_group', body: { groupID: '$G' }, as: 'u5', code: 1004 },
    {
      says: 'by a stranger',
      path: '/group/get_group_member_user_id',
      body: { groupID: '$G' },
      as: 'u5',
      code: 1002,
      dlt: 'opUser no permission',
    },
    {
      says: 'by a stranger',
      path: '/group/get_full_group_member_user_ids',
      body: { groupID: '$G' },
      as: 'u5',
      code: 1002,
      dlt: 'op user not in group',
    },
    {
      says: 'by a stranger',
      path: '/group/get_group_users_req_application_list',
      body: { groupID: '$G', userIDs: ['u5'] },
      as: 'u5',
      data: { total: 0, groupRequests: null },
    },
    {
      says: 'a dismissed group',
      path: '/group/set_group_info_ex',
      after: [['/group/dismiss_group', { groupID: '$G', deleteMember: true }]],
      body: { groupID: '$G' },
      code: 1204,
      dlt: 'DismissedAlreadyError',
    },
  ],
  { quirks: 'patch.16' },
)
