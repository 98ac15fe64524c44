/** What can happen to a group; tests use the counts to prove that something happened once. */
export type Change =
  | 'create'
  | 'dismiss'
  | 'purge'
  | 'mute'
  | 'unmute'
  | 'muteMember'
  | 'unmuteMember'
  | 'kick'
  | 'quit'
  | 'join'
  | 'transfer'
  | 'role'
  | 'memberInfo'
  | 'info'
  | 'message'
  | 'revoke'
  | 'delete'

/** Counts of state changes by group. kick and join count people, the rest count calls. */
export class Counters {
  private readonly byGroup = new Map<string, Partial<Record<Change, number>>>()

  add(groupID: string, change: Change, n = 1): void {
    const counts = this.byGroup.get(groupID) ?? {}
    counts[change] = (counts[change] ?? 0) + n
    this.byGroup.set(groupID, counts)
  }

  of(groupID: string): Partial<Record<Change, number>> {
    return { ...this.byGroup.get(groupID) }
  }

  clear(): void {
    this.byGroup.clear()
  }

  all(): Record<string, Partial<Record<Change, number>>> {
    return Object.fromEntries(this.byGroup)
  }
}
