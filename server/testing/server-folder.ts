import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PATH = '/dev/shm'
/** What all databases and the journal of a run take at the most, with room to spare, bytes. */
const ROOM = 6 * 1024 ** 3
/** Younger than this a folder may be one whose server is about to start, ms. */
const YOUNG_MS = 10 * 60_000

/**
 * Linux's file system in memory, where it has room; undefined elsewhere. A database is nearly a thousand files, and a run
 * makes and removes more than a hundred: on a disk each takes the kernel half a second, whether or not anything is synced.
 * Removes what runs that were killed left there.
 */
function folderInMemory(): string | undefined {
  try {
    for (const name of readdirSync(PATH)) {
      const folder = join(PATH, name)
      if (name.startsWith('steward-test-') && isLeftOver(folder)) rmSync(folder, { recursive: true })
    }
    const { bavail, bsize } = statfsSync(PATH)
    return Math.min(bavail * bsize, process.availableMemory()) > ROOM ? PATH : undefined
  } catch {
    return undefined
  }
}

/** A new folder for a PostgreSQL of the tests, in memory where there is room. */
export function serverFolder(): string {
  const folder = mkdtempSync(join(folderInMemory() ?? tmpdir(), 'steward-test-'))
  // The account that runs PostgreSQL has to pass through it.
  chmodSync(folder, 0o711)
  return folder
}

/** Whether no server runs in the folder of a run, or will. */
function isLeftOver(folder: string): boolean {
  if (Date.now() - statSync(folder).mtimeMs < YOUNG_MS) return false
  try {
    const [pid] = readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    // Somebody else's process is not ours to look at, but it runs.
    return !(error instanceof Error && 'code' in error && error.code === 'EPERM')
  }
}
