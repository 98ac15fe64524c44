import { describeRows } from './test-rows'
import type { Row } from './test-world'

const KICK = '/group/kick_group'
const INVITE = '/group/invite_user_to_group'
const JOIN = '/group/join_group'
const TRANSFER = '/group/transfer_group'

describeRows('contract 4.5: status', [
  {
    says: 'an unknown group',
    path: '/group/dismiss_group',
    body: { groupID: '0' },
    as: 'u1',
    code: 1004,
    dlt: 'group 0 owner not found',
  },
  {
    says: 'by an admin of it',
    path: '/group/dismiss_group',
    body: { groupID: '$G' },
    as: 'u4',
    code: 1002,
    dlt: 'not group owner',
  },
  { says: 'no group', path: '/group/mute_group', body: {}, code: 1001, dlt: 'groupID is empty' },
  {
    says: 'by a member',
    path: '/group/mute_group',
    body: { groupID: '$G' },
    as: 'u2',
    code: 1002,
    dlt: 'no group owner or admin',
  },
  {
    says: 'by a stranger',
    path: '/group/cancel_mute_group',
    body: { groupID: '$G' },
    as: 'u5',
    code: 1002,
    dlt: 'op user not in group',
  },
  {
    says: 'for no time',
    path: '/group/mute_group_member',
    body: { groupID: '$G', userID: 'u2', mutedSeconds: 0 },
    code: 1001,
    dlt: 'mutedSeconds is empty',
  },
  {
    says: 'the owner by an admin',
    path: '/group/mute_group_member',
    body: { groupID: '$G', userID: 'u1', mutedSeconds: 1 },
    as: 'u4',
    code: 1002,
    dlt: 'set group owner mute',
  },
  {
    says: 'an admin by himself',
    path: '/group/mute_group_member',
    body: { groupID: '$G', userID: 'u4', mutedSeconds: 1 },
    as: 'u4',
    code: 1002,
    dlt: 'set group admin mute',
  },
  {
    says: 'by a member',
    path: '/group/mute_group_member',
    body: { groupID: '$G', userID: 'u3', mutedSeconds: 1 },
    as: 'u2',
    code: 1002,
    dlt: 'set group ordinary users mute',
  },
  {
    says: 'by a stranger',
    path: '/group/mute_group_member',
    body: { groupID: '$G', userID: 'u3', mutedSeconds: 1 },
    as: 'u5',
    code: 1004,
  },
  {
    says: 'the owner by an app admin',
    path: '/group/mute_group_member',
    body: { groupID: '$G', userID: 'u1', mutedSeconds: 1 },
    data: null,
  },
  { says: 'no group', path: '/group/set_group_info_ex', body: { groupName: 'x' }, code: 1004 },
  { says: 'nothing', path: '/group/set_group_info', body: {}, code: 1001, dlt: 'GroupInfoForSets is empty' },
  {
    says: 'no group',
    path: '/group/set_group_info',
    body: { groupInfoForSet: { groupName: 'x' } },
    code: 1001,
    dlt: 'GroupID is empty',
  },
  ...['/group/set_group_info_ex', INVITE, JOIN, TRANSFER].map((path) => ({
    says: 'dismissed, the members gone',
    path,
    after: [['/group/dismiss_group', { groupID: '$G', deleteMember: true }]] satisfies Row['after'],
    body: {
      groupID: '$G',
      invitedUserIDs: ['u5'],
      joinSource: 3,
      inviterUserID: 'u5',
      oldOwnerUserID: 'u1',
      newOwnerUserID: 'u2',
    },
    code: 1204,
  })),
  ...['/group/dismiss_group', KICK].map((path) => ({
    says: 'dismissed, the members gone',
    path,
    after: [['/group/dismiss_group', { groupID: '$G', deleteMember: true }]] satisfies Row['after'],
    body: { groupID: '$G', kickedUserIDs: ['u2'] },
    code: 1004,
    dlt: 'group $G owner not found',
  })),
])
