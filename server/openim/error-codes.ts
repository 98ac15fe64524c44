/**
 * OpenIM's error codes by our own names (contract section 3). `uncertain` marks the codes after which a write may
 * have taken effect: the error can come from a step behind the one that changed something.
 */
const codes = {
  429: { reason: 'rate_limited', meaning: 'OpenIM is limiting requests' },
  500: { reason: 'server_error', meaning: 'OpenIM failed inside', uncertain: true },
  1000: { reason: 'server_error', meaning: 'OpenIM failed inside', uncertain: true },
  1001: { reason: 'arguments_refused', meaning: 'OpenIM refused the arguments' },
  1002: { reason: 'no_permission', meaning: 'OpenIM says the caller may not do this' },
  1003: { reason: 'duplicate', meaning: 'it exists already', uncertain: true },
  1004: { reason: 'not_found', meaning: 'OpenIM does not have the record' },
  1050: { reason: 'secret_not_changed', meaning: 'OpenIM still has its published secret' },
  1101: { reason: 'user_not_found', meaning: 'OpenIM does not have the user' },
  1102: { reason: 'already_registered', meaning: 'a user with this id is registered already' },
  1201: { reason: 'group_not_found', meaning: 'OpenIM does not have the group' },
  1202: { reason: 'group_exists', meaning: 'a group with this id exists already' },
  1203: { reason: 'not_a_member', meaning: 'the sender is not in the group' },
  1204: { reason: 'group_dismissed', meaning: 'the group is dismissed' },
  1205: { reason: 'group_type_unsupported', meaning: 'OpenIM does not support this type of group' },
  1206: { reason: 'request_handled', meaning: 'the join request was handled already' },
  1301: { reason: 'friend_is_self', meaning: 'nobody can be their own friend' },
  1302: { reason: 'blocked_by_recipient', meaning: 'the recipient blocks the sender' },
  1303: { reason: 'not_friends', meaning: 'the two are not friends' },
  1304: { reason: 'already_friends', meaning: 'the two are friends already' },
  1305: { reason: 'request_handled', meaning: 'the friend request was handled already' },
  1401: { reason: 'read_receipts_off', meaning: 'read receipts are off' },
  1402: { reason: 'member_muted', meaning: 'the sender is muted in the group' },
  1403: { reason: 'group_muted', meaning: 'the group is muted' },
  1404: { reason: 'already_revoked', meaning: 'the message is revoked already' },
  1501: { reason: 'token_expired', meaning: 'the token has expired' },
  1502: { reason: 'token_invalid', meaning: 'the token is not valid' },
  1503: { reason: 'token_invalid', meaning: 'the token is not valid' },
  1504: { reason: 'token_invalid', meaning: 'the token is not valid yet' },
  1505: { reason: 'token_invalid', meaning: 'the token is not valid' },
  1506: { reason: 'token_kicked', meaning: 'the token was logged out' },
  1507: { reason: 'token_unknown', meaning: 'OpenIM does not know the token' },
  1520: { reason: 'no_permission', meaning: 'OpenIM says the caller may not do this' },
  1601: { reason: 'gateway_refused', meaning: 'OpenIM has too many connections' },
  1602: { reason: 'gateway_refused', meaning: 'OpenIM refused the arguments of a connection' },
  1603: { reason: 'push_failed', meaning: 'OpenIM could not push a message to somebody' },
  1604: { reason: 'push_failed', meaning: 'OpenIM could not push a message to somebody' },
  1701: { reason: 'upload_expired', meaning: 'the upload took too long' },
  // A webhook stood in the way, after other steps or before them: OpenIM does not say.
  80000: { reason: 'webhook_failed', meaning: 'a webhook of OpenIM failed', uncertain: true },
  90002: { reason: 'server_error', meaning: 'OpenIM failed inside', uncertain: true },
  90004: { reason: 'webhook_unreachable', meaning: 'OpenIM could not reach a webhook', uncertain: true },
  90007: {
    reason: 'webhook_answer_invalid',
    meaning: 'OpenIM could not read an answer it needed',
    uncertain: true,
  },
} as const

export type CodeReason = (typeof codes)[keyof typeof codes]['reason'] | 'other_code'

export interface CodeMeaning {
  reason: CodeReason
  meaning: string
  uncertain?: boolean
}

const table: ReadonlyMap<number, CodeMeaning> = new Map(
  Object.entries(codes).map(([code, meaning]) => [Number(code), meaning]),
)

/**
 * Our name and meaning for an OpenIM code. Codes outside the table come from a blocking webhook, which may choose its
 * own (contract section 3), so they are refusals.
 */
export function codeMeaning(code: number): CodeMeaning {
  return table.get(code) ?? { reason: 'other_code', meaning: 'OpenIM or one of its webhooks refused' }
}
