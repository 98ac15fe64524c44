import { actionsOn } from '@/server/actions/define-action'
import { memberNow } from '@/server/actions/member/now'
import {
  type ApplicantReading,
  type DesiredMember,
  desiredMember,
  type MemberReading,
  NOTHING_DESIRED,
  readApplicant,
  readMember,
} from '@/server/actions/member/reading'
import { type MemberAddress, parseMemberKey } from '@/server/actions/member/schema'
import type { SubjectType } from '@/server/actions/subject'
import { DomainError } from '@/server/errors'

/** Throws DomainError `invalid`. */
function addressOf(id: string): MemberAddress {
  const address = parseMemberKey(id)
  if (!address) throw new DomainError('invalid', 'invalid', { field: 'subjectId' })
  return address
}

/** Somebody in a group, or who was or will be: `<group id>/<user id>`. */
const memberSubject: SubjectType<MemberAddress, DesiredMember, MemberReading> = {
  kind: 'member',
  address: addressOf,
  desired: desiredMember,
  initial: NOTHING_DESIRED,
  read: (env, id, operationId, attempt) => readMember(env, addressOf(id), operationId, attempt),
  reach: (ctx, { groupId, userId }) => memberNow(ctx, groupId, userId),
}

/** The same, read with the application to join. */
const applicantSubject: SubjectType<MemberAddress, DesiredMember, ApplicantReading> = {
  ...memberSubject,
  read: (env, id, operationId, attempt) => readApplicant(env, addressOf(id), operationId, attempt),
}

export const defineMemberAction = actionsOn(memberSubject)
export const defineApplicantAction = actionsOn(applicantSubject)
