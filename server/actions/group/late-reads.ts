/**
 * The reads of who is in a group that may be the last whole one before a dismissal took effect. Reads that end before the
 * group was seen to be still there are superseded by the newest of them. Pure but for its own state.
 */
export class LateReads {
  private count = 0
  private done: { n: number; ids: readonly string[] }[] = []

  /** Call when a read begins; what it returns takes the ids once they are there. */
  begin(): (ids: readonly string[]) => void {
    this.count += 1
    const n = this.count
    return (ids) => {
      // Nobody: OpenIM has deleted the members, or could not be read.
      if (ids.length > 0) this.done.push({ n, ids })
    }
  }

  /** Which reads have ended. Call before the group's status is read. */
  mark(): number {
    return this.done.at(-1)?.n ?? 0
  }

  /** The group was still there after the reads up to this mark: of these only the newest can matter. */
  forget(mark: number): void {
    this.done = this.done.filter(({ n }) => n >= mark)
  }

  /** Everybody in the reads that can matter. */
  ids(): string[] {
    return [...new Set(this.done.flatMap(({ ids }) => ids))]
  }
}
