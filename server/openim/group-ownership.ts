import type { CallOptions } from './endpoint'
import { OpenimError } from './errors'
import type { Member } from './group-schema'

/**
 * What a transfer of ownership came to. `owners` are the owners as read last.
 * - `transferred`, `already`: exactly one owner, the one wanted.
 * - `refused`: nothing changed. `error` is OpenIM's, and absent where `why` says what stood in the way before sending.
 * - `several_owners`: sent, and now there are several, because somebody else transferred it at the same time: demote all
 *   but one.
 * - `unknown`: sent, but not seen to hold; it may still arrive. Read the owners again before doing anything.
 */
export type TransferOutcome =
  | { result: 'transferred' | 'already' | 'several_owners'; owners: string[] }
  | { result: 'refused'; why: TransferObstacle; owners: string[]; error?: OpenimError }
  | { result: 'unknown'; owners: string[] | null; error: OpenimError | null }

/**
 * - `not_a_member`: the new owner is not in the group.
 * - `several_owners`: a transfer cannot mend that; demote all but one first.
 * - `nobody_to_transfer_from`: without an owner somebody else in the group is needed, and there is nobody.
 * - `openim_refused`: see `error`.
 */
export type TransferObstacle =
  | 'not_a_member'
  | 'several_owners'
  | 'nobody_to_transfer_from'
  | 'openim_refused'

interface Parts {
  owners(groupId: string, options: CallOptions): Promise<Member[]>
  leaders(groupId: string, options: CallOptions): Promise<Member[]>
  ids(groupId: string, options: CallOptions): Promise<string[]>
  transfer(groupId: string, fromUserId: string, toUserId: string, options: CallOptions): Promise<undefined>
}

/** Handing a group over without ever making two owners (contract 4.5 `transfer_group`). */
export function createGroupOwnership(parts: Parts) {
  /** Null where they could not be read. */
  async function ownersAfter(groupId: string, options: CallOptions): Promise<string[] | null> {
    try {
      return (await parts.owners(groupId, options)).map((owner) => owner.userId)
    } catch (error) {
      if (error instanceof OpenimError) return null
      throw error
    }
  }

  async function sendOnce(
    groupId: string,
    from: string,
    to: string,
    options: CallOptions,
  ): Promise<OpenimError | null> {
    try {
      await parts.transfer(groupId, from, to, options)
      return null
    } catch (error) {
      if (error instanceof OpenimError) return error
      throw error
    }
  }

  return {
    /**
     * Makes `toUserId` the one owner; the owner before takes over that person's role. Reads the owners right before,
     * sends at most once, and reads them back. A group without an owner is repaired this way too: then somebody with the
     * new owner's role stands in for the old one, so that nobody's role changes; only where the new owner was the one
     * admin, an ordinary member becomes admin. Throws only what happens before anything was sent.
     */
    async transferOwner(groupId: string, toUserId: string, options: CallOptions): Promise<TransferOutcome> {
      const ids = await parts.ids(groupId, options)
      const leaders = await parts.leaders(groupId, options)
      const before = leaders.filter((member) => member.role === 'owner').map((member) => member.userId)
      if (before.length > 1) return { result: 'refused', why: 'several_owners', owners: before }
      if (before[0] === toUserId) return { result: 'already', owners: before }
      if (!ids.includes(toUserId)) return { result: 'refused', why: 'not_a_member', owners: before }
      const from = before[0] ?? standIn(ids, new Set(leaders.map((member) => member.userId)), toUserId)
      if (from === undefined) return { result: 'refused', why: 'nobody_to_transfer_from', owners: before }

      const error = await sendOnce(groupId, from, toUserId, options)
      if (error?.kind === 'unreachable') throw error
      const owners = await ownersAfter(groupId, options)
      if (owners?.length === 1 && owners[0] === toUserId) return { result: 'transferred', owners }
      if (owners !== null && owners.length > 1) return { result: 'several_owners', owners }
      const landedNot = error?.kind === 'refused'
      if (landedNot && owners !== null) return { result: 'refused', why: 'openim_refused', owners, error }
      return { result: 'unknown', owners, error }
    },
  }
}

/** Somebody else in an ownerless group, with the same role as `userId` where there is one. */
function standIn(ids: readonly string[], admins: ReadonlySet<string>, userId: string): string | undefined {
  const others = ids.filter((id) => id !== userId)
  return others.find((id) => admins.has(id) === admins.has(userId)) ?? others[0]
}
