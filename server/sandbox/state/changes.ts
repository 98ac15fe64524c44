import type { Store } from './store'
import { type ChangeKind, ORDER_CHANGED, SELF_CHANGED } from './versions'

/** Notes, as one version of the group's list, that people came, went or changed; theirs of joined groups too. */
export function notePeople(
  store: Store,
  groupID: string,
  userIDs: readonly string[],
  kind: ChangeKind,
): void {
  store.versions.note('members', groupID, userIDs, kind)
  if (kind === 'update') return
  for (const userID of userIDs) store.versions.note('joined', userID, [groupID], kind)
}

/** Notes that the roles of people changed, and with them the order of the list. */
export function noteRoles(store: Store, groupID: string, userIDs: readonly string[]): void {
  store.versions.note('members', groupID, [ORDER_CHANGED, ...userIDs], 'update')
}

/** Notes that a group's profile or status changed. */
export function noteGroup(store: Store, groupID: string): void {
  if (!store.versions.recording) return
  store.versions.note('members', groupID, [SELF_CHANGED], 'update')
  for (const userID of store.membersOf(groupID).keys()) {
    store.versions.note('joined', userID, [groupID], 'update')
  }
}

/** Notes that somebody's conversation appeared, went or changed. */
export function noteConversation(store: Store, ownerUserID: string, id: string, kind: ChangeKind): void {
  store.versions.note('conversations', ownerUserID, [id], kind)
}

/** Notes for everybody who has this person as a friend that the profile changed. */
export function noteProfile(store: Store, userID: string): void {
  for (const { friendUserID } of store.friends.of(userID)) {
    store.versions.note('friends', friendUserID, [userID], 'update')
  }
}
