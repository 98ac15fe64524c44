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

/** Notes that a group's profile or status changed; lists of joined groups do not tell. */
export function noteGroup(store: Store, groupID: string): void {
  store.versions.note('members', groupID, [SELF_CHANGED], 'update')
}

/** Notes that everybody left at once: the group's log is dropped, so that whoever comes later starts anew. */
export function noteEmptied(store: Store, groupID: string, userIDs: readonly string[]): void {
  store.versions.drop('members', groupID)
  for (const userID of userIDs) store.versions.note('joined', userID, [groupID], 'delete')
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
