import type { Call } from './router'
import { ADMIN, type Member } from './state/model'
import { noPermission, notFound } from './wire/errors'

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

/** Read by routes that name nobody in particular: on main the text is that of a two-party check. */
export function requireInList(call: Call, groupID: string, patchText: string): void {
  requireMember(call, groupID, call.rt.patch ? patchText : 'opUser in ownerUserIDs')
}

/** The caller is owner or admin of the group, or an app admin; to patch.16 a stranger is a row that is not there. */
export function requireGroupAdmin(call: Call, groupID: string): void {
  if (call.isAdmin) return
  const member = call.store.member(groupID, call.op)
  if (!member) throw call.rt.patch ? notFound() : noPermission('op user not in group')
  requireRole(member)
}

/** The same for the routes that look the caller up first: 1004 for a stranger on both (contract 4.5). */
export function takeGroupAdmin(call: Call, groupID: string): void {
  if (call.isAdmin) return
  const member = call.store.member(groupID, call.op)
  if (!member) throw notFound()
  requireRole(member)
}

function requireRole(member: Member): void {
  if (member.roleLevel < ADMIN) throw noPermission('no group owner or admin')
}
