import type { Refusal } from '@/server/features/invites/schema'
import { NOT_TOLD } from './schema'

/** How refusals of links are told over the client API. Pure. */

export const NOT_WORKING_DETAIL = 'This link does not work.'

const WORDS: Record<Refusal, string> = {
  unknown: 'There is no link of this code.',
  revoked: 'The link was revoked.',
  group_dismissed: 'The group was dismissed.',
  paused: 'The link is paused.',
  group_suspended: 'The group is suspended.',
  expired: 'The link has expired.',
  used_up: 'The link was used as often as it may be.',
  information_only: 'The link tells of the group and lets nobody in.',
  once_used: 'This person came by this link already.',
  being_used: 'This person is on their way in by this link.',
  already_member: 'This person is a member already.',
  already_applied: 'This person applied already.',
  application_refused: 'The group did not accept the application.',
  sanctioned: 'This person may not join groups.',
  group_full: 'The group has as many members as it may have.',
  group_ownerless: 'The group has no owner.',
  group_deleted: 'The group is gone.',
  unknown_user: 'Nobody in the chat has this id.',
  openim_refused: 'The chat did not let this person in.',
}

export const wordsOfRefusal = (why: Refusal): string => WORDS[why]

/** The stable code of a problem. */
export const codeOfRefusal = (why: Refusal): string => (why === 'unknown' ? 'invite_unknown' : why)

export function statusOfRefusal(why: Refusal): 403 | 404 | 409 {
  if (why === 'unknown') return 404
  return why === 'sanctioned' ? 403 : 409
}

/** Whether people are not told it from other codes that do not work. */
export const isNotTold = (why: Refusal): boolean => NOT_TOLD.some((one) => one === why)
