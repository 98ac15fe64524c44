import { spawnSync } from 'node:child_process'
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { freePort } from './ports'
import { PostgresError, type PostgresFolder, postgresMajor, preparePostgresFolder } from './postgres-folder'
import { commandOf } from './process-identity.mjs'
import { ProcessFailed, type RunningProcess, startProcess } from './running-process'

const user = 'steward'
const startTimeoutMs = 60_000
const stopTimeoutMs = 15_000

export type PostgresOptions = {
  /** The data folder; made when it does not exist. */
  data: string
  password: string
  /** Made when it does not exist. */
  database: string
  logFile?: string
  /** Where it listens; a free one where none is given. */
  port?: number
  /** Trades safety after a crash of the machine for speed: for tests. */
  forgetful?: boolean
}

/** A running PostgreSQL of our own; it listens on the loopback address only. */
export type Postgres = { url: string; process: RunningProcess; major: string; note?: string }

/**
 * Starts the PostgreSQL that comes with Steward on a data folder; one left running there by a launcher that was
 * killed is stopped first.
 * @throws PostgresError when the folder belongs to another version or another program, or the password is not its own
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  refuseForeignFolder(options.data)
  const folder = preparePostgresFolder(options.data)
  await stopPostgresOf(folder.data)
  if (!existsSync(join(folder.data, 'PG_VERSION'))) initialise(folder, options)
  const { port, process } = await startServer(folder, options)
  const url = (database: string) => `postgresql://${user}:${options.password}@127.0.0.1:${port}/${database}`
  try {
    await createDatabase(url('postgres'), options.database)
  } catch (error) {
    await process.stop()
    if (isWrongPassword(error)) {
      throw new PostgresError(
        `The database in ${options.data} has another password than the one in secrets.json beside it. Put that file ` +
          'back, or start with empty data: npm start -- --fresh.',
      )
    }
    throw error
  }
  return { url: url(options.database), process, major: postgresMajor(), note: folder.note }
}

function refuseForeignFolder(data: string) {
  refuseOtherVersion(data)
  if (!existsSync(data) || existsSync(join(data, 'PG_VERSION')) || readdirSync(data).length === 0) return
  throw new PostgresError(
    `${data} is not empty and holds no PostgreSQL data. Nothing in it was touched; move it away.`,
  )
}

function refuseOtherVersion(data: string) {
  const major = postgresMajor()
  const file = join(data, 'PG_VERSION')
  const found = existsSync(file) ? readFileSync(file, 'utf8').trim() : major
  if (found === major) return
  throw new PostgresError(
    `The data in ${data} was written by PostgreSQL ${found}; this is PostgreSQL ${major}. Nothing was touched. ` +
      'Move the folder away, or begin with empty data: npm start -- --fresh.',
  )
}

/** Made beside its place and then renamed: an interrupted start leaves no half of a database. */
function initialise({ bin, data, account }: PostgresFolder, options: PostgresOptions) {
  const fresh = `${data}.new`
  const passwordFile = `${data}.password`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { mode: 0o700 })
  writeFileSync(passwordFile, options.password, { mode: 0o600 })
  if (account) for (const path of [fresh, passwordFile]) chownSync(path, account.uid, account.gid)
  try {
    const args = [
      `--pgdata=${fresh}`,
      `--username=${user}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...(options.forgetful ? ['--no-sync'] : []),
    ]
    const { status, stdout, stderr, error } = spawnSync(join(bin, 'initdb'), args, {
      ...account,
      cwd: '/',
      encoding: 'utf8',
    })
    if (status !== 0) {
      const lines = `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`.trim().split('\n')
      throw new ProcessFailed('database', 'could not be created', lines.slice(-10))
    }
    renameSync(fresh, data)
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(fresh, { recursive: true, force: true })
  }
}

/** First lines of postmaster.pid: process id, data folder, start time, port, … */
function serverOf(data: string): number | undefined {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  return pid > 0 && commandOf(pid)?.includes(realpathSync(data)) ? pid : undefined
}

/**
 * Stops the PostgreSQL that a launcher which was killed left running on the data folder, if there is one.
 * @throws PostgresError when it does not stop
 */
export async function stopPostgresOf(data: string) {
  const pid = serverOf(data)
  if (pid) {
    process.kill(pid, 'SIGINT')
    const deadline = Date.now() + stopTimeoutMs
    while (serverOf(data) === pid) {
      if (Date.now() > deadline) {
        throw new PostgresError(
          `A PostgreSQL (process ${pid}) still uses ${data} and does not stop. End it and try again.`,
        )
      }
      await sleep(50)
    }
  }
  // PostgreSQL would take any living process with that number for the owner of its folder.
  rmSync(join(data, 'postmaster.pid'), { force: true })
}

/**
 * What the server keeps of its tables, MB. An eighth of the machine's memory: PostgreSQL's own default, the least here,
 * is meant for the smallest machines, and an index of a million groups does not fit.
 */
const sharedMegabytes = (machineBytes: number): number =>
  Math.min(Math.max(Math.floor(machineBytes / 8 / 1_048_576), 128), 1_024)

async function startServer(
  folder: PostgresFolder,
  options: PostgresOptions,
  attempt = 1,
): Promise<{ port: number; process: RunningProcess }> {
  const port = options.port ?? (await freePort())
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    lc_messages: 'C',
    max_connections: 200,
    shared_buffers: `${sharedMegabytes(totalmem())}MB`,
    ...(options.forgetful ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  }
  const server = startProcess({
    name: 'database',
    command: join(folder.bin, 'postgres'),
    args: [
      '-D',
      folder.data,
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    ...folder.account,
    cwd: folder.data,
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    logFile: options.logFile,
    // INT is PostgreSQL's fast shutdown, QUIT its emergency exit; SIGKILL would leave its workers behind.
    stopSignal: 'INT',
    stopTimeoutMs,
    lastSignal: 'SIGQUIT',
  })
  try {
    await server.untilReady(/database system is ready to accept connections/, startTimeoutMs)
  } catch (error) {
    await server.stop()
    // Somebody else took the port in between.
    const taken = server.lastLines().some((line) => line.includes('Address already in use'))
    if (taken && attempt < 3) return await startServer(folder, options, attempt + 1)
    throw error
  }
  return { port, process: server }
}

async function createDatabase(adminUrl: string, name: string) {
  const client = new Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}

const isWrongPassword = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === '28P01'
