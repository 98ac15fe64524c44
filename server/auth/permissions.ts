/** Who may do what: the one table. The server's check and the buttons both read it. Pure. */

export const ROLES = ['support', 'moderator', 'admin', 'owner', 'auditor'] as const
export type Role = (typeof ROLES)[number]

const EVERYBODY = ROLES
const CASE_WORK = ['moderator', 'admin', 'owner'] as const
const ADMINS = ['admin', 'owner'] as const
const READS_CASES = [...CASE_WORK, 'auditor'] as const

/** Permission → roles that have it. */
export const PERMISSIONS = {
  'session.read': EVERYBODY,
  'live.subscribe': EVERYBODY,
  'group.read': EVERYBODY,
  'person.read': EVERYBODY,
  /** Saving a list as a table takes many people's data out of here, so it is audited. */
  'list.export': READS_CASES,
  'view.read': EVERYBODY,
  'view.keep': ['support', ...CASE_WORK],
  'view.moderate': ['admin', 'owner'],
  'case.read': READS_CASES,
  'ledger.read': READS_CASES,
  'case.claim': CASE_WORK,
  'case.assign': CASE_WORK,
  'case.escalate': CASE_WORK,
  'case.note': CASE_WORK,
  /** What a case is about: more, less, or another case's. */
  'case.rearrange': CASE_WORK,
  /** Evidence that must not be purged. */
  'case.hold': CASE_WORK,
  'case.hand_over': CASE_WORK,
  'case.takeover': ['admin', 'owner'],
  'case.decide': CASE_WORK,
  /** Writing an appeal down for somebody who reached staff otherwise. */
  'appeal.file': CASE_WORK,
  'action.submit': CASE_WORK,
  'group.suspend': CASE_WORK,
  'group.lift': CASE_WORK,
  'group.dismiss': CASE_WORK,
  'group.restore': CASE_WORK,
  'group.transfer': ADMINS,
  'group.repair': ADMINS,
  'group.edit': ADMINS,
  'group.announce': ADMINS,
  'member.mute': CASE_WORK,
  'member.unmute': CASE_WORK,
  'member.kick': CASE_WORK,
  'member.add': ['admin', 'owner'],
  'member.role': ['admin', 'owner'],
  'member.accept': CASE_WORK,
  'member.refuse': CASE_WORK,
  'member.join': ['admin', 'owner'],
  'message.revoke': CASE_WORK,
  'message.delete': CASE_WORK,
  'user.logout': ['admin', 'owner'],
  'user.register': ['admin', 'owner'],
  'user.edit': ['admin', 'owner'],
  'action.on_protected': ['owner'],
  'approval.decide': ['admin', 'owner'],
  'approval.emergency': ['admin', 'owner'],
  'approval.oversee': ['owner'],
  'drift.accept': CASE_WORK,
  'setting.read': ['admin', 'owner', 'auditor'],
  'setting.write': ['owner'],
  /** Backends that call the client API, and their secrets. */
  'api_client.manage': ['owner'],
  /** Not taking somebody's reports for a time. */
  'reporter.mute': CASE_WORK,
  /** Names of reasons, queues and policies: what everybody's pages say. */
  'desk.read': EVERYBODY,
  /** Presets, texts, who works in which open queue. */
  'desk.arrange': ADMINS,
  'invite.read': EVERYBODY,
  /** Making, changing, pausing, resuming and revoking links, and giving uses back. */
  'invite.manage': ['support', ...CASE_WORK],
  /** What a group keeps for all of its links. */
  'invite.rule': CASE_WORK,
  'subject.annotate': CASE_WORK,
  'subject.protect': ['owner'],
  'ledger.cancel': CASE_WORK,
  'audit.read': ['admin', 'owner', 'auditor'],
  /** How work goes, by queue and by time, and the transparency report. */
  'insight.read': ['admin', 'owner', 'auditor'],
  'health.read': ['admin', 'owner', 'auditor'],
  'health.probe': ['admin', 'owner'],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof PERMISSIONS

/** Whether `role` has `permission`. */
export function may(role: Role, permission: Permission): boolean {
  const roles: readonly Role[] = PERMISSIONS[permission]
  return roles.includes(role)
}
