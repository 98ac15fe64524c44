const FRIENDS = ['AddFriend', 'AddFriendAgree', 'SetFriendRemark', 'ImportFriends']
const CONVERSATIONS = ['CreateSingleChatConversations', 'CreateGroupChatConversations']
const PROFILES = ['UserRegister', 'UpdateUserInfo', 'UpdateUserInfoEx']
const GROUPS = ['CreateGroup', 'SetGroupInfo', 'SetGroupInfoEx', 'SetGroupMemberInfo']
const BOTH = [...FRIENDS, ...CONVERSATIONS, ...PROFILES, ...GROUPS, 'SendSingleMsg', 'SendGroupMsg']
const BEFORE = [
  'MsgModify',
  'MemberJoinGroup',
  'InviteUserToGroup',
  'ApplyJoinGroup',
  'AddBlack',
  'OfflinePush',
  'OnlinePush',
  'GroupOnlinePush',
]
const AFTER = [
  'MsgSaveDB',
  'RevokeMsg',
  'GroupMsgRevoke',
  'SingleMsgRead',
  'GroupMsgRead',
  'JoinGroup',
  'QuitGroup',
  'KickGroupMember',
  'DismissGroup',
  'TransferGroupOwner',
  'UserOnline',
  'UserOffline',
  'UserKickOff',
  'DeleteFriend',
  'RemoveBlack',
]

/** The keys of webhooks.yml, those included for which no server calls anybody. Source: contract 9.3. */
export const WEBHOOK_KEYS: ReadonlySet<string> = new Set([
  ...[...BOTH, ...BEFORE].map((name) => `before${name}`),
  ...[...BOTH, ...AFTER].map((name) => `after${name}`),
])
