import type { Call } from './router'
import type { Runtime } from './runtime'
import { noteEmptied } from './state/changes'
import { GROUP_DISMISSED } from './state/model'
import type { Store } from './state/store'
import { RawJson } from './wire/json-encode'

/** Written as [] and not as null, as seen live. */
const NOBODY = new RawJson('[]')
/** How long the purge takes, in ms: at least, and for each member (contract 4.5, 12). */
const PACE = { main: { base: 50, each: 1 }, 'patch.16': { base: 300, each: 3 } } as const
const MAX_DELAY_MS = 2000

/**
 * What the push service does when it sees a dismissal: it dismisses once more by itself, deleting the members. It does
 * so whatever has become of the group meanwhile, so a group revived too early loses them. Source: contract 4.5.
 */
export function dismissAgain(call: Call, groupID: string): void {
  const { rt, store } = call
  const { base, each } = PACE[rt.settings.quirks]
  const delay =
    rt.settings.purgeDelayMs ?? Math.min(base + store.membersOf(groupID).size * each, MAX_DELAY_MS)
  store.awaitingPurge.add(groupID)
  rt.later(delay, () => purge(rt, groupID, call.operationID))
}

/** Deletes the members of a dismissed group; nothing happens to a group without an owner. */
export function purge(rt: Runtime, groupID: string, operationID: string): void {
  const { store } = rt
  store.awaitingPurge.delete(groupID)
  const group = store.groups.get(groupID)
  const owner = store.ownerOf(groupID)
  if (!group || !owner) return
  store.setStatus(group, GROUP_DISMISSED)
  removePeople(store, groupID)
  store.counters.add(groupID, 'purge')
  void tellDismissed(rt, groupID, owner.userID, [], operationID)
}

/** Deletes every member row of a group. */
export function removePeople(store: Store, groupID: string): void {
  const ids = [...store.membersOf(groupID).keys()]
  store.removeMembers(groupID)
  noteEmptied(store, groupID, ids)
}

/** The after-webhook; membersID is empty when the members were deleted. */
export function tellDismissed(
  rt: Runtime,
  groupID: string,
  ownerID: string,
  membersID: readonly string[],
  operationID: string,
): Promise<void> {
  const body = {
    callbackCommand: '',
    groupID,
    ownerID,
    groupType: '\u0002',
    membersID: membersID.length ? membersID : NOBODY,
  }
  return rt.webhooks.after('afterDismissGroup', 'callbackAfterDisMissGroupCommand', body, operationID)
}
