import { describeRows } from './test-rows'
import type { Row } from './test-world'

const KICK = '/group/kick_group'
const INVITE = '/group/invite_user_to_group'
const JOIN = '/group/join_group'
const TRANSFER = '/group/transfer_group'
const MEMBER = '/group/set_group_member_info'

const kick = (says: string, kickedUserIDs: string[], rest: Partial<Row>): Row => ({
  says,
  path: KICK,
  body: { groupID: '$G', kickedUserIDs },
  ...rest,
})

describeRows('contract 4.5: people', [
  kick('nobody', [], { code: 1001, dlt: 'kickUserIDs is empty' }),
  { says: 'an unknown group', path: KICK, body: { groupID: '0', kickedUserIDs: ['u2', 'u2'] }, code: 1004 },
  kick('twice', ['u2', 'u2'], { code: 1001, dlt: 'KickedUserIDs duplicate' }),
  kick('oneself', ['u4'], { as: 'u4', code: 1001, dlt: 'opUserID in KickedUserIDs' }),
  kick('the owner', ['u1', 'u9'], { code: 1001, dlt: 'ownerUID can not Kick' }),
  kick('a stranger', ['u5'], { code: 1101, dlt: 'u5' }),
  kick('by a stranger', ['u2'], { as: 'u5', code: 1002, dlt: 'opUserID no in group' }),
  kick('by a member', ['u2'], { as: 'u3', code: 1002, dlt: 'opUserID no permission' }),
  kick('by an admin', ['u2'], { as: 'u4', data: null }),
  kick('another admin', ['u4'], {
    as: 'u4',
    after: [[MEMBER, { members: [{ groupID: '$G', userID: 'u2', roleLevel: 60 }] }]],
    body: { groupID: '$G', kickedUserIDs: ['u2'] },
    code: 1002,
    dlt: 'group admins cannot remove the group owner and other admins',
  }),
  {
    says: 'twice',
    path: INVITE,
    body: { groupID: '0', invitedUserIDs: ['u5', 'u5'] },
    code: 1001,
    dlt: 'userID duplicate',
  },
  { says: 'an unknown group', path: INVITE, body: { groupID: '0', invitedUserIDs: ['u5'] }, code: 1004 },
  {
    says: 'by a stranger',
    path: INVITE,
    body: { groupID: '$G', invitedUserIDs: ['u9'] },
    as: 'u5',
    code: 1002,
  },
  {
    says: 'unknown people',
    path: INVITE,
    body: { groupID: '$G', invitedUserIDs: ['u9'] },
    code: 1004,
    dlt: 'user not found',
  },
  { says: 'a member', path: INVITE, body: { groupID: '$G', invitedUserIDs: ['u2'] }, code: 500 },
  {
    says: 'source 5',
    path: JOIN,
    body: { groupID: '$G', joinSource: 5 },
    code: 1001,
    dlt: 'joinSource is invalid',
  },
  {
    says: 'invited by nobody',
    path: JOIN,
    body: { groupID: '$G', joinSource: 2 },
    code: 1001,
    dlt: 'inviterUserID is empty',
  },
  {
    says: 'an unknown user',
    path: JOIN,
    body: { groupID: '0', joinSource: 3, inviterUserID: 'u9' },
    code: 1004,
  },
  {
    says: 'a member',
    path: JOIN,
    body: { groupID: '$G', joinSource: 3, inviterUserID: 'u2' },
    code: 1001,
    dlt: '',
  },
  {
    says: 'for a third person',
    path: JOIN,
    body: { groupID: '$G', joinSource: 3, inviterUserID: 'u5' },
    as: 'u2',
    data: null,
  },
  {
    says: 'the owner',
    path: '/group/quit_group',
    body: { groupID: '$G' },
    as: 'u1',
    code: 1002,
    dlt: "group owner can't quit",
  },
  { says: 'a stranger', path: '/group/quit_group', body: { groupID: '$G' }, as: 'u5', code: 1004 },
  {
    says: 'to the same',
    path: TRANSFER,
    body: { groupID: '$G', oldOwnerUserID: 'u9', newOwnerUserID: 'u9' },
    code: 1001,
    dlt: 'OldOwnerUserID == NewOwnerUserID',
  },
  {
    says: 'between strangers',
    path: TRANSFER,
    body: { groupID: '$G', oldOwnerUserID: 'u9', newOwnerUserID: 'u5' },
    code: 1001,
    dlt: 'user not in group u9,u5',
  },
  {
    says: 'by an admin of it',
    path: TRANSFER,
    body: { groupID: '$G', oldOwnerUserID: 'u1', newOwnerUserID: 'u4' },
    as: 'u4',
    code: 1002,
    dlt: 'no permission transfer group owner',
  },
  { says: 'nothing', path: MEMBER, body: {}, code: 1001, dlt: 'members is empty' },
  {
    says: 'a second owner',
    path: MEMBER,
    body: { members: [{ groupID: '$G', userID: 'u9', roleLevel: 100 }] },
    code: 1002,
    dlt: 'cannot set ungroup owner',
  },
  {
    says: 'role 40',
    path: MEMBER,
    body: { members: [{ groupID: '$G', userID: 'u9', roleLevel: 40 }] },
    code: 1001,
    dlt: 'invalid role level',
  },
  {
    says: 'twice',
    path: MEMBER,
    body: {
      members: [
        { groupID: '$G', userID: 'u9' },
        { groupID: '$G', userID: 'u9' },
      ],
    },
    code: 1001,
    dlt: 'repeat group $G user u9',
  },
  {
    says: 'of a stranger',
    path: MEMBER,
    body: { members: [{ groupID: '$G', userID: 'u5' }] },
    code: 1001,
    dlt: 'user not in group',
  },
  {
    says: 'by a stranger',
    path: MEMBER,
    body: { members: [{ groupID: '$G', userID: 'u2' }] },
    as: 'u5',
    code: 1002,
    dlt: 'user not in group',
  },
  {
    says: 'the owner by himself',
    path: MEMBER,
    body: { members: [{ groupID: '$G', userID: 'u1', roleLevel: 20 }] },
    as: 'u1',
    code: 1001,
    dlt: 'group owner can not change own role level',
  },
  {
    says: 'the owner by an admin',
    path: MEMBER,
    body: { members: [{ groupID: '$G', userID: 'u1', nickname: 'x' }] },
    as: 'u4',
    code: 1002,
  },
  {
    says: 'a member by himself, up',
    path: MEMBER,
    body: { members: [{ groupID: '$G', userID: 'u2', roleLevel: 60 }] },
    as: 'u2',
    code: 1002,
  },
  {
    says: 'the owner by an app admin',
    path: MEMBER,
    body: { members: [{ groupID: '$G', userID: 'u1', roleLevel: 20 }] },
    data: null,
  },
])
