import type { AuditAction } from '@/server/audit/append'

/** The audit's actions in the order the filter offers them. Typed by the server's list; a test keeps them equal. */
export const LISTED_ACTIONS = [
  'group.suspend',
  'group.lift',
  'group.dismiss',
  'group.restore',
  'action.cancelled',
  'action.settled',
  'case.acted',
  'case.dismissed',
  'case.reopened',
  'case.claimed',
  'case.taken_over',
  'case.released',
  'case.evidence_read',
  'report.received',
  'staff.created',
  'staff.signed_in',
  'staff.signed_out',
  'staff.sign_in_refused',
  'openim.probed',
] as const satisfies readonly AuditAction[]
