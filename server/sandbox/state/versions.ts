import { createHash } from 'node:crypto'

/** What a list belongs to: a group's members, a person's groups, friends or conversations. */
export type Versioned = 'members' | 'joined' | 'friends' | 'conversations'

export type ChangeKind = 'insert' | 'delete' | 'update'

/** Names in a log that are no ids: the owner of the list itself changed, or the order of its entries did. */
export const SELF_CHANGED = ''
export const ORDER_CHANGED = '____S_O_R_T_I_D____'

/** More changes than this are not listed; the client is told to fetch everything. */
const MAX_LISTED = 200

interface Entry {
  kind: ChangeKind
  version: number
}

interface Log {
  versionID: string
  version: number
  /** The newest change of each id. */
  entries: Map<string, Entry>
}

export interface Difference {
  versionID: string
  version: number
  /** The client must fetch everything; the lists are empty then. */
  full: boolean
  insert: string[]
  delete: string[]
  update: string[]
  selfChanged: boolean
  /** The version at which the order changed last, 0 when it did not. */
  sortVersion: number
}

/**
 * Version logs of lists that clients keep copies of (contract 4.4, 6.3): each change raises the list's version and
 * remembers the newest change of each id. Nothing is kept for a list until it is asked for or changed.
 */
export class Versions {
  private readonly logs = new Map<string, Log>()
  /** How often the log of a list was dropped. */
  private readonly drops = new Map<string, number>()
  /** False while seeding: what is there at the start is version 1 of everything. */
  recording = false

  /** Notes a change of some ids as one version. */
  note(list: Versioned, owner: string, ids: readonly string[], kind: ChangeKind): void {
    if (!this.recording || ids.length === 0) return
    const key = `${list} ${owner}`
    const known = this.logs.get(key)
    const log = known ?? this.open(list, owner)
    if (known) log.version++
    for (const id of ids) log.entries.set(id, { kind, version: log.version })
  }

  /** Forgets the log of a list: the next one has another id, so that everybody must fetch everything. */
  drop(list: Versioned, owner: string): void {
    const key = `${list} ${owner}`
    this.logs.delete(key)
    this.drops.set(key, (this.drops.get(key) ?? 0) + 1)
  }

  current(list: Versioned, owner: string): { version: number; versionID: string } {
    const { version, versionID } = this.open(list, owner)
    return { version, versionID }
  }

  /** What a client that has `version` of log `versionID` must do to catch up. */
  since(list: Versioned, owner: string, versionID: string, version: number): Difference {
    const log = this.open(list, owner)
    const base = { versionID: log.versionID, version: log.version, selfChanged: false, sortVersion: 0 }
    const nothing = { ...base, insert: [], delete: [], update: [] }
    if (log.versionID !== versionID || version <= 0 || version > log.version)
      return { ...nothing, full: true }
    const newer = [...log.entries].filter(([, e]) => e.version > version)
    if (newer.length > MAX_LISTED) return { ...nothing, full: true }
    const ids = (kind: ChangeKind) =>
      newer
        .filter(([id, e]) => e.kind === kind && id !== SELF_CHANGED && id !== ORDER_CHANGED)
        .map(([id]) => id)
    const named = new Map(newer)
    return {
      ...base,
      full: false,
      insert: ids('insert'),
      delete: ids('delete'),
      update: ids('update'),
      selfChanged: named.has(SELF_CHANGED),
      sortVersion: named.get(ORDER_CHANGED)?.version ?? 0,
    }
  }

  /** The log of a list; one that is new starts at version 1 with an id made from what it belongs to. */
  private open(list: Versioned, owner: string): Log {
    const key = `${list} ${owner}`
    const known = this.logs.get(key)
    if (known) return known
    const drops = this.drops.get(key)
    const name = drops ? `${key} ${drops}` : key
    const versionID = createHash('md5').update(name).digest('hex').slice(0, 24)
    const log: Log = { versionID, version: 1, entries: new Map() }
    this.logs.set(key, log)
    return log
  }
}
