import { Logger, runMigrations } from 'graphile-worker'

/** Background jobs say nothing here; a failure is thrown. */
const quiet = new Logger(() => () => undefined)

/**
 * Makes the tables of the job queue, or brings them up to date. Runs as the owner of the database, after the
 * migrations: the application itself may only add jobs (function `steward_enqueue`).
 */
export async function installJobs(databaseUrl: string): Promise<void> {
  await runMigrations({ connectionString: databaseUrl, logger: quiet })
}
