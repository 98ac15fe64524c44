import type { CallOptions } from './endpoint'
import { OpenimError } from './errors'
import type { GroupRole, Member } from './group-schema'
import { failureOfWrite, plainWrite, type Write } from './write'

/**
 * What a transfer of ownership came to. `owners` are the owners as read last.
 * - `transferred`, `already`: exactly one owner, the one wanted.
 * - `refused`: nothing changed. `error` is OpenIM's, and absent where `why` says what stood in the way before sending.
 * - `overtaken`: another transfer of the same moment holds; there is exactly one owner, and not the one wanted.
 * - `contested`: others transfer it at the same moment, so that it could not be left with exactly one owner: read the
 *   owners again in a while.
 * - `unknown`: sent, but not seen to hold; it may still arrive. Read the owners again before doing anything.
 */
export type TransferOutcome =
  | { result: 'transferred' | 'already' | 'overtaken'; owners: string[] }
  | { result: 'refused'; why: TransferObstacle; owners: string[]; error?: OpenimError }
  | { result: 'contested'; owners: string[]; error: OpenimError | null }
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
  setMembers(
    groupId: string,
    changes: readonly { userId: string; role: 'admin' | 'member' }[],
    options: CallOptions,
  ): Promise<undefined>
}

/** How often a transfer mends what others at the same moment made of the group. */
const mostMends = 5

/** One transfer that has been decided on. */
interface Handover {
  groupId: string
  from: string
  to: string
  /** The group admins before it. */
  admins: ReadonlySet<string>
  options: CallOptions
  write: Write
}

/** Handing a group over without leaving it two owners (contract 4.5 `transfer_group`). */
export function createGroupOwnership(parts: Parts) {
  async function ownerIds(groupId: string, options: CallOptions): Promise<string[]> {
    return (await parts.owners(groupId, options)).map((owner) => owner.userId)
  }

  /** Null where they could not be read. */
  async function ownersAfter({ groupId, options }: Handover): Promise<string[] | null> {
    try {
      return await ownerIds(groupId, options)
    } catch (error) {
      if (error instanceof OpenimError) return null
      throw error
    }
  }

  /** Gives all owners but one the role they had, or that the transfer meant for them. */
  async function leaveOne(handover: Handover, owners: readonly string[]): Promise<OpenimError | null> {
    const { groupId, from, to, admins, options, write } = handover
    const surplus = owners.filter((id) => id !== ownerToKeep(owners, from))
    const roleOf = (id: string) => (admins.has(id === from ? to : id) ? 'admin' : 'member')
    const changes = surplus.map((userId) => ({ userId, role: roleOf(userId) }) as const)
    const demoted = async () => !(await ownerIds(groupId, options)).some((id) => surplus.includes(id))
    return failureOfWrite(write('demote', () => parts.setMembers(groupId, changes, options), demoted))
  }

  async function sendTransfer(handover: Handover): Promise<OpenimError | null> {
    const { groupId, from, to, options, write } = handover
    const isHeld = async () => {
      const owners = await ownerIds(groupId, options)
      return owners.length === 1 && owners[0] === to
    }
    return failureOfWrite(write('transfer', () => parts.transfer(groupId, from, to, options), isHeld))
  }

  /**
   * What another transfer at the same moment made of the group, until there is one owner again. Who changed something
   * reads once more, so whoever ends last has seen one owner after every change: no owner is left over, and none lost.
   */
  async function mend(handover: Handover, found: string[]): Promise<TransferOutcome | string[] | null> {
    let owners: string[] | null = found
    for (let round = 0; owners !== null && owners.length !== 1; round += 1) {
      if (round === mostMends) return { result: 'contested', owners, error: null }
      const error: OpenimError | null =
        owners.length > 1 ? await leaveOne(handover, owners) : await giveOwner(handover)
      if (error !== null) return { result: 'contested', owners, error }
      owners = await ownersAfter(handover)
    }
    return owners
  }

  /** Where two who mended at once left nobody. */
  async function giveOwner(handover: Handover): Promise<OpenimError | null> {
    const { groupId, to, options } = handover
    const { ids, admins } = await peopleOf(groupId, options)
    const from = ids.includes(to) ? standIn(ids, admins, to) : undefined
    return from === undefined ? null : sendTransfer({ ...handover, from })
  }

  async function peopleOf(groupId: string, options: CallOptions) {
    const ids = await parts.ids(groupId, options)
    const leaders = await parts.leaders(groupId, options)
    const withRole = (role: GroupRole) => leaders.flatMap((one) => (one.role === role ? [one.userId] : []))
    return { ids, owners: withRole('owner'), admins: new Set(withRole('admin')) }
  }

  async function handOver(handover: Handover): Promise<TransferOutcome> {
    const { from, to } = handover
    const error = await sendTransfer(handover)
    if (error?.kind === 'unreachable') throw error
    let owners = await ownersAfter(handover)
    if (owners !== null && owners.length > 1) {
      const mended = await mend(handover, owners)
      if (mended !== null && !Array.isArray(mended)) return mended
      owners = mended
    }
    if (owners === null) return { result: 'unknown', owners, error }
    if (owners[0] === to) return { result: 'transferred', owners }
    if (error?.kind === 'refused') return { result: 'refused', why: 'openim_refused', owners, error }
    const isAnothers = owners[0] !== undefined && owners[0] !== from
    return isAnothers ? { result: 'overtaken', owners } : { result: 'unknown', owners, error }
  }

  return {
    /**
     * Makes `toUserId` the one owner; the owner before takes over that person's role. Reads the owners right before,
     * sends at most once, and reads them back; where another transfer at the same moment made a second owner, one of the
     * two remains. A group without an owner is repaired this way too: then somebody with the new owner's role stands in
     * for the old one, so that nobody's role changes; only where the new owner was the one admin, an ordinary member
     * becomes admin. Throws only what happens before anything was sent, and what `write` throws besides OpenimErrors.
     */
    async transferOwner(
      groupId: string,
      toUserId: string,
      options: CallOptions,
      { write = plainWrite }: { write?: Write | undefined } = {},
    ): Promise<TransferOutcome> {
      const { ids, owners: before, admins } = await peopleOf(groupId, options)
      if (before.length > 1) return { result: 'refused', why: 'several_owners', owners: before }
      if (before[0] === toUserId) return { result: 'already', owners: before }
      if (!ids.includes(toUserId)) return { result: 'refused', why: 'not_a_member', owners: before }
      const from = before[0] ?? standIn(ids, admins, toUserId)
      if (from === undefined) return { result: 'refused', why: 'nobody_to_transfer_from', owners: before }
      return handOver({ groupId, from, to: toUserId, admins, options, write })
    },
  }
}

/** Which of several owners remains: the first by id, so that two who mend at once choose alike; not who handed it over. */
function ownerToKeep(owners: readonly string[], from: string): string | undefined {
  const [first] = owners.filter((id) => id !== from).sort()
  return first
}

/** Somebody else in an ownerless group, with the same role as `userId` where there is one. */
function standIn(ids: readonly string[], admins: ReadonlySet<string>, userId: string): string | undefined {
  const others = ids.filter((id) => id !== userId)
  return others.find((id) => admins.has(id) === admins.has(userId)) ?? others[0]
}
