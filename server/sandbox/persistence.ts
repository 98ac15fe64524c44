import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { appendNow } from './delivery'
import { restoreRow, type SavedRow, savedRows } from './state/snapshot'
import { Store } from './state/store'

const FILE = 'openim-sandbox.jsonl'
const FORMAT = 1
/** The state is saved at most this long after a change, in ms; saving takes at most a tenth of the time. */
const SAVE_WITHIN_MS = 1000
const CHUNK = 1_000_000

/** Keeps a store in one file, one row a line. */
export class Persistence {
  private timer: NodeJS.Timeout | undefined
  private wait = SAVE_WITHIN_MS

  constructor(
    private readonly folder: string,
    private readonly store: Store,
  ) {}

  /** Saves soon. */
  changed = (): void => {
    this.timer ??= setTimeout(() => this.save(), this.wait)
  }

  /** Writes the whole state into a new file and puts it in the place of the old one. */
  save(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    const start = performance.now()
    mkdirSync(this.folder, { recursive: true })
    const path = join(this.folder, FILE)
    const file = openSync(`${path}.new`, 'w')
    try {
      let chunk = `${JSON.stringify({ format: FORMAT })}\n`
      for (const row of savedRows(this.store)) {
        chunk += `${JSON.stringify(row)}\n`
        if (chunk.length < CHUNK) continue
        writeSync(file, chunk)
        chunk = ''
      }
      writeSync(file, chunk)
    } finally {
      closeSync(file)
    }
    renameSync(`${path}.new`, path)
    this.wait = Math.max(SAVE_WITHIN_MS, (performance.now() - start) * 10)
  }
}

/** The state saved in a folder, or undefined when there is none. Throws when the file is of another format. */
export function loadStore(folder: string): Store | undefined {
  const path = join(folder, FILE)
  if (!existsSync(path)) return undefined
  const [head = '', ...lines] = readFileSync(path, 'utf8').split('\n')
  if (head !== JSON.stringify({ format: FORMAT })) throw new Error(`${path}: not a state of this sandbox`)
  const store = new Store()
  for (const line of lines) {
    if (!line) continue
    const row: SavedRow = JSON.parse(line)
    restoreRow(store, row)
  }
  for (const message of store.undelivered) {
    appendNow(store, message)
    store.streams.markStored(message)
  }
  store.undelivered.clear()
  return store
}
