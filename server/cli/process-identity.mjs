import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * When a process was started, as the system writes it, or undefined when there is no such process.
 * Process ids are used again; the id and this together are not.
 * @param {number} pid
 * @returns {string | undefined}
 */
export function startOf(pid) {
  if (process.platform !== 'linux') return ps(pid, 'lstart=')
  const stat = read(`/proc/${pid}/stat`)
  if (!stat) return undefined
  // The second field, the command in parentheses, may hold spaces: count from behind it (there, field 0 is the state).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  // After a restart of the machine both numbers can come again.
  return fields[0] === 'Z' ? undefined : `${fields[19]} ${read('/proc/sys/kernel/random/boot_id')?.trim()}`
}

/**
 * The command line of a process, or undefined when there is no such process.
 * @param {number} pid
 * @returns {string | undefined}
 */
export function commandOf(pid) {
  if (process.platform !== 'linux') return ps(pid, 'command=')
  return read(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ').trim()
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** @param {number} pid @param {string} column */
function ps(pid, column) {
  const { status, stdout } = spawnSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() || undefined : undefined
}
