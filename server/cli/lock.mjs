import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startOf } from './process-identity.mjs'

/**
 * What `lock.json` in the data folder says about the launcher that runs (or ran) there.
 * @typedef {{ pid: number, start: string | undefined, url?: string, databaseUrl?: string, openimUrl?: string, children?: Child[] }} Lock
 * @typedef {{ name: string, pid: number, start: string | undefined, signal: 'SIGTERM' | 'SIGINT' }} Child
 */

/** Another launcher runs in this data folder. */
export class AlreadyRunning extends Error {
  /** @param {Lock} lock */
  constructor(lock) {
    const where = lock.url ? `at ${lock.url}` : `and is still starting (process ${lock.pid})`
    super(`Steward is already running ${where}. Stop it with Ctrl-C in its terminal first.`)
    this.name = 'AlreadyRunning'
  }
}

/** @param {string} data */
const fileIn = (data) => join(data, 'lock.json')

/** @param {{ pid: number, start: string | undefined }} process */
const isAlive = ({ pid, start }) => start !== undefined && startOf(pid) === start

/**
 * The lock in a data folder, whoever wrote it.
 * @param {string} data
 * @returns {Lock | undefined}
 */
export function readLock(data) {
  try {
    return parse(readFileSync(fileIn(data), 'utf8'))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** @param {string} text @returns {Lock | undefined} */
function parse(text) {
  try {
    const read = JSON.parse(text)
    return Number.isInteger(read?.pid) ? read : undefined
  } catch {
    return undefined
  }
}

/**
 * The lock of a launcher that runs right now.
 * @param {string} data
 * @returns {Lock | undefined}
 */
export function runningLock(data) {
  const lock = readLock(data)
  return lock && isAlive(lock) ? lock : undefined
}

/**
 * Makes this process the one that works in the data folder. A lock left behind by a process that is gone is taken
 * over; its process id alone would not tell, because the system uses ids again.
 * @param {string} data
 * @returns {Child[]} what the predecessor left running
 * @throws {AlreadyRunning}
 */
export function takeLock(data) {
  mkdirSync(data, { recursive: true })
  for (;;) {
    const found = readLock(data)
    if (found && isAlive(found)) throw new AlreadyRunning(found)
    const left = (found?.children ?? []).filter(isAlive)
    if (existsSync(fileIn(data)) && !removeStale(data, found)) continue
    if (create(data, { pid: process.pid, start: startOf(process.pid), children: left })) return left
  }
}

/**
 * Makes the lock that `from` took this process's own, with all it says.
 * @param {string} data
 * @param {number} from process id of the one that hands over
 * @throws {AlreadyRunning}
 */
export function inheritLock(data, from) {
  const found = readLock(data)
  if (found?.pid !== from) return takeLock(data)
  write(data, { ...found, pid: process.pid, start: startOf(process.pid) })
  return found.children ?? []
}

/**
 * Of several that see the same stale lock, one moves it away; and should it have moved a fresh one, it puts it back.
 * @param {string} data
 * @param {Lock | undefined} stale
 */
function removeStale(data, stale) {
  const aside = `${fileIn(data)}.${process.pid}.stale`
  try {
    renameSync(fileIn(data), aside)
    const moved = JSON.stringify(parse(readFileSync(aside, 'utf8')))
    if (moved !== JSON.stringify(stale)) linkSync(aside, fileIn(data))
    return moved === JSON.stringify(stale)
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

/** @param {string} data @param {Lock} lock */
function create(data, lock) {
  const fresh = writeAside(data, lock)
  try {
    // Unlike a rename, a link never replaces what somebody else put there.
    linkSync(fresh, fileIn(data))
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    rmSync(fresh)
  }
}

/** @param {unknown} error */
const codeOf = (error) => (error instanceof Error && 'code' in error ? error.code : undefined)

/**
 * Adds to the lock of this process.
 * @param {string} data
 * @param {Partial<Lock>} more
 */
export function updateLock(data, more) {
  const lock = readLock(data)
  if (lock?.pid === process.pid) write(data, { ...lock, ...more })
}

/** Gives the data folder back, if it is this process's. @param {string} data */
export function releaseLock(data) {
  if (readLock(data)?.pid === process.pid) rmSync(fileIn(data), { force: true })
}

/** @param {string} data @param {Lock} lock */
const write = (data, lock) => renameSync(writeAside(data, lock), fileIn(data))

/** @param {string} data @param {Lock} lock */
function writeAside(data, lock) {
  const fresh = `${fileIn(data)}.${process.pid}.new`
  // It can hold the database's address with its password.
  writeFileSync(fresh, JSON.stringify(lock, null, 2), { mode: 0o600 })
  return fresh
}
