import type { Refusal } from '@/server/features/invites/schema'

/** What can be done about a refusal. */
export type Remedy =
  | 'extend'
  | 'more_uses'
  | 'let_in'
  | 'replace'
  | 'resume'
  | 'return_use'
  | 'accept'
  | 'remind'
  | 'see_uses'
  | 'see_group'
  | 'see_requests'
  | 'see_person'
  | 'see_action'

/** For each refusal, what is likely meant first. Pure. */
export const REMEDIES: Readonly<Record<Refusal, readonly Remedy[]>> = {
  unknown: [],
  revoked: ['replace'],
  group_dismissed: ['see_group'],
  paused: ['resume', 'see_uses'],
  group_suspended: ['see_group'],
  expired: ['extend', 'replace'],
  used_up: ['more_uses', 'see_uses', 'replace'],
  information_only: ['let_in'],
  once_used: ['return_use', 'see_uses'],
  being_used: ['see_action'],
  already_member: ['see_group'],
  already_applied: ['accept', 'remind', 'see_requests'],
  application_refused: ['see_group'],
  sanctioned: ['see_person'],
  group_full: ['see_group'],
  group_ownerless: ['see_group'],
  group_deleted: ['see_group'],
  unknown_user: [],
  openim_refused: ['see_action', 'see_group'],
}
