import type { Call } from './router'
import { ADMIN, type Member } from './state/model'
import { noPermission } from './wire/errors'

/** Texts and order as in contract 2.5. Each throws 1002 when the caller may not. */
export function requireAppAdmin(call: Call): void {
  if (!call.isAdmin) throw noPermission(`user ${call.op} is not admin userID`)
}

/** The caller is the user named in the body, or an app admin. */
export function requireSelf(call: Call, userID: string): void {
  if (!call.isAdmin && call.op !== userID) throw noPermission(`ownerUserID, ${userID}=MISSING`)
}

export function requireEither(call: Call, ...userIDs: string[]): void {
  if (!call.isAdmin && !userIDs.includes(call.op)) throw noPermission('opUser in ownerUserIDs')
}

/** The caller is a member of the group, or an app admin. */
export function requireMember(call: Call, groupID: string, text = 'op user not in group'): void {
  if (!call.isAdmin && !call.store.member(groupID, call.op)) throw noPermission(text)
}

/** The caller is owner or admin of the group, or an app admin; returns the caller's member row if there is one. */
export function requireGroupAdmin(call: Call, groupID: string): Member | undefined {
  const member = call.store.member(groupID, call.op)
  if (call.isAdmin) return member
  if (!member) throw noPermission('op user not in group')
  if (member.roleLevel < ADMIN) throw noPermission('no group owner or admin')
  return member
}
