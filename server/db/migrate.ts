import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'

/** A migration that cannot be applied; the message says which one and what to do. */
export class MigrationError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'MigrationError'
  }
}

type Migration = { name: string; sql: string; checksum: string }
type Row = { migration_name: string; checksum: string; finished_at: Date | null }

/** The advisory lock that Prisma's own command line takes, so that both never migrate at once. */
const prismaLock = 72_707_369
const lockTimeoutMs = 60_000

/** Prisma's table, column for column: afterwards `prisma migrate status` says "up to date". */
const createTable = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`

/** As PostgreSQL numbers its versions: the first with `uuidv7()`, which functions of the migrations call. */
const LEAST_SERVER = 180_000

/** What is wrong with a server of this `server_version_num`; null where it can be used. Pure. */
export function serverProblem(versionNum: number): string | null {
  if (versionNum >= LEAST_SERVER) return null
  const major = Math.floor(versionNum / 10_000)
  return `DATABASE_URL leads to PostgreSQL ${major}. PostgreSQL 18 or later is needed; nothing was changed.`
}

/**
 * Applies every migration of `dir` (Prisma's layout: `<name>/migration.sql`) that the database does not have yet,
 * each in one transaction, in the order of their names. Several processes may call it at once.
 * @returns the names of the migrations that were applied now
 * @throws MigrationError when one fails (it leaves no trace but its log), was edited after it was applied,
 *   was left unfinished by another tool, or is unknown to this version; where the server is too old
 */
export async function migrate(databaseUrl: string, dir: string): Promise<string[]> {
  const migrations = await readMigrations(dir)
  const client = new Client({ connectionString: databaseUrl, application_name: 'steward migrate' })
  await client.connect()
  try {
    const { rows } = await client.query<{ server_version_num: string }>('SHOW server_version_num')
    const problem = serverProblem(Number(rows[0]?.server_version_num))
    if (problem !== null) throw new MigrationError(problem)
    await lock(client)
    await client.query(createTable)
    const known = await client.query<Row>(
      'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
    )
    const missing = missingMigrations(migrations, known.rows)
    for (const migration of missing) await apply(client, migration)
    return missing.map(({ name }) => name)
  } finally {
    await client.end()
  }
}

/** Waits for other migrating processes; the lock ends with the session. */
async function lock(client: Client) {
  await client.query(`SET lock_timeout = ${lockTimeoutMs}`)
  try {
    await client.query('SELECT pg_advisory_lock($1)', [prismaLock])
  } catch (error) {
    const message = `Another process has been migrating this database for ${lockTimeoutMs / 1000} s. Try again later.`
    throw new MigrationError(message, { cause: error })
  }
  await client.query('RESET lock_timeout')
}

async function readMigrations(dir: string): Promise<Migration[]> {
  const entries = await readdir(dir, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return await Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(dir, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

function missingMigrations(migrations: readonly Migration[], rows: readonly Row[]): Migration[] {
  const here = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const row of rows) {
    const migration = here.get(row.migration_name)
    if (!row.finished_at) {
      throw new MigrationError(
        `Migration ${row.migration_name} was begun by another tool and did not finish. Look at the database, then run ` +
          `"npm run migrate -- resolve --rolled-back ${row.migration_name}" (or --applied) and start again.`,
      )
    }
    if (!migration) {
      throw new MigrationError(
        `The database has migration ${row.migration_name}, which this version of Steward does not know: ` +
          'it belongs to a newer version. Nothing was changed.',
      )
    }
    if (row.checksum !== migration.checksum) {
      throw new MigrationError(
        `Migration ${row.migration_name} was edited after it was applied to this database. ` +
          'Put the file back as it was and add a new migration. Nothing was changed.',
      )
    }
  }
  const applied = new Set(rows.map((row) => row.migration_name))
  return migrations.filter(({ name }) => !applied.has(name))
}

/** The row and the change commit together, so a process that dies half way leaves neither. */
async function apply(client: Client, { name, sql, checksum }: Migration) {
  const id = randomUUID()
  await client.query('BEGIN')
  try {
    await client.query('INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)', [
      id,
      checksum,
      name,
    ])
    await client.query(sql)
    // A dump's first line empties the search path for the rest of the session.
    await client.query('RESET search_path')
    await client.query(
      'UPDATE _prisma_migrations SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE id = $1',
      [id],
    )
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    const log = error instanceof Error ? error.message : String(error)
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, logs, rolled_back_at)
       VALUES ($1, $2, $3, $4, now())`,
      [id, checksum, name, log],
    )
    throw new MigrationError(`Migration ${name} failed and was rolled back: ${log}`, { cause: error })
  }
}
