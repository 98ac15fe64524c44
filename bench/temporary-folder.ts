import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { atEnd } from './cleanup'

/** A new folder, removed when the bench ends. Other accounts may pass through: PostgreSQL does not run as root. */
export function temporaryFolder(what: string): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), `steward-bench-${what}-`))
  chmodSync(folder, 0o711)
  atEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  return folder
}
