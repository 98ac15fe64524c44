import { byBytes } from '../wire/json-encode'
import { Counters } from './counters'
import {
  type Black,
  type Conversation,
  type Friend,
  type FriendRequest,
  GROUP_DISMISSED,
  type Group,
  type JoinRequest,
  type Member,
  type Message,
  OWNER,
  type User,
  type UserCommand,
} from './model'
import { Streams } from './streams'
import { TokenTable } from './token-table'
import { Versions } from './versions'

/**
 * Everything the sandbox knows, in memory, with the indexes its answers need. No I/O and no clock: callers pass times.
 * Rules of OpenIM live in the routes; this only keeps rows and their indexes in step.
 */
export class Store {
  readonly users = new Map<string, User>()
  readonly groups = new Map<string, Group>()
  readonly requests = new PairMap<JoinRequest>()
  readonly blacks = new PairMap<Black>()
  readonly friends = new PairMap<Friend>()
  readonly friendRequests = new PairMap<FriendRequest>()
  /** By owner, then by conversation. */
  readonly conversations = new PairMap<Conversation>()
  /** Highest seq a user has read, by user, then by conversation. */
  readonly readSeqs = new PairMap<number>()
  /** Client configuration: by user ("" is the global set), then by key. */
  readonly clientConfigs = new PairMap<string>()
  /** Configuration set over HTTP: JSON text by file name. */
  readonly configs = new Map<string, string>()
  readonly commands = new Map<string, UserCommand>()
  /** What check_msg_is_send_success answers, by operationID. */
  readonly sendStatus = new Map<string, number>()
  readonly tokens = new TokenTable()
  readonly streams = new Streams()
  readonly counters = new Counters()
  readonly versions = new Versions()
  /** Messages sent that have no seq yet. */
  readonly undelivered = new Set<Message>()
  /** Dismissed groups whose members are still to be deleted. */
  readonly awaitingPurge = new Set<string>()
  /** Who was in a group at the moment of its last dismissal; for tests. */
  readonly dismissedWith = new Map<string, readonly string[]>()

  /** Small facts that must survive a restart, e.g. which incidents were reported already. */
  readonly notes = new Map<string, number>()

  private readonly members = new Map<string, Map<string, Member>>()
  private readonly joined = new Map<string, Set<string>>()
  private readonly joinedLists = new Map<string, readonly string[]>()
  private newest: Group[] | undefined
  private living: Group[] | undefined

  addGroup(group: Group): void {
    this.groups.set(group.groupID, group)
    if (this.newest && group.createTime >= (this.newest[0]?.createTime ?? 0)) this.newest.unshift(group)
    else this.newest = undefined
    this.living = undefined
  }

  /** Overwrites the status of a group. */
  setStatus(group: Group, status: number): void {
    if ((group.status === GROUP_DISMISSED) !== (status === GROUP_DISMISSED)) this.living = undefined
    group.status = status
  }

  /** All groups that are not dismissed, newest first. Kept between calls: createTime never changes. */
  livingGroups(): readonly Group[] {
    this.newest ??= [...this.groups.values()].sort((a, b) => b.createTime - a.createTime)
    this.living ??= this.newest.filter((g) => g.status !== GROUP_DISMISSED)
    return this.living
  }

  /** Members in stored order. */
  membersOf(groupID: string): ReadonlyMap<string, Member> {
    return this.members.get(groupID) ?? EMPTY
  }

  member(groupID: string, userID: string): Member | undefined {
    return this.members.get(groupID)?.get(userID)
  }

  /** Members by role, highest first, in stored order within a role. */
  membersByRole(groupID: string): Member[] {
    return [...this.membersOf(groupID).values()].sort((a, b) => b.roleLevel - a.roleLevel)
  }

  /** The first stored owner; a group may have two after a repeated transfer, or none. */
  ownerOf(groupID: string): Member | undefined {
    for (const m of this.membersOf(groupID).values()) if (m.roleLevel === OWNER) return m
    return undefined
  }

  joinedBy(userID: string): ReadonlySet<string> {
    return this.joined.get(userID) ?? NO_IDS
  }

  /**
   * Somebody's groups by name, then age, as OpenIM caches them: the list is made anew only after he joined or left one,
   * so until then a dismissal or a new name does not show in it. Of several, dismissed ones are left out.
   */
  joinedList(userID: string): readonly string[] {
    const known = this.joinedLists.get(userID)
    if (known) return known
    const ids = [...this.joinedBy(userID)]
    const list = ids.length < 2 ? ids : this.sortedLiving(ids)
    this.joinedLists.set(userID, list)
    return list
  }

  private sortedLiving(ids: readonly string[]): string[] {
    const groups = ids.flatMap((id) => this.groups.get(id) ?? []).filter((g) => g.status !== GROUP_DISMISSED)
    groups.sort((a, b) => byBytes(a.groupName, b.groupName) || a.createTime - b.createTime)
    return groups.map((g) => g.groupID)
  }

  /** Adds a member row; false when there is one already. */
  addMember(member: Member): boolean {
    const rows = this.members.get(member.groupID) ?? new Map<string, Member>()
    if (rows.has(member.userID)) return false
    rows.set(member.userID, member)
    this.members.set(member.groupID, rows)
    const groups = this.joined.get(member.userID) ?? new Set<string>()
    groups.add(member.groupID)
    this.joined.set(member.userID, groups)
    this.joinedLists.delete(member.userID)
    return true
  }

  removeMember(groupID: string, userID: string): boolean {
    this.joined.get(userID)?.delete(groupID)
    this.joinedLists.delete(userID)
    return this.members.get(groupID)?.delete(userID) ?? false
  }

  /** Deletes every member row of a group; returns how many there were. */
  removeMembers(groupID: string): number {
    const ids = [...this.membersOf(groupID).keys()]
    for (const id of ids) this.removeMember(groupID, id)
    return ids.length
  }

  *allMembers(): Iterable<Member> {
    for (const rows of this.members.values()) yield* rows.values()
  }
}

const EMPTY: ReadonlyMap<string, Member> = new Map()
const NO_IDS: ReadonlySet<string> = new Set()

/** Rows with two keys. */
export class PairMap<T> {
  private readonly rows = new Map<string, Map<string, T>>()

  get(a: string, b: string): T | undefined {
    return this.rows.get(a)?.get(b)
  }

  set(a: string, b: string, value: T): void {
    const inner = this.rows.get(a) ?? new Map<string, T>()
    inner.set(b, value)
    this.rows.set(a, inner)
  }

  delete(a: string, b: string): boolean {
    return this.rows.get(a)?.delete(b) ?? false
  }

  /** All rows under the first key, in the order they were added. */
  of(a: string): T[] {
    return [...(this.rows.get(a)?.values() ?? [])]
  }

  entriesOf(a: string): [string, T][] {
    return [...(this.rows.get(a)?.entries() ?? [])]
  }

  *entries(): Iterable<[string, string, T]> {
    for (const [a, inner] of this.rows) for (const [b, value] of inner) yield [a, b, value]
  }
}
