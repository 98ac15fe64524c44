import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { startTestProcess } from '@/server/testing/test-process'
import type { World } from '@/server/testing/world'

/** A worker process, loaded and waiting for `go`. `errors`: whether the test run shows what it complains of. */
export async function standbyWorker(
  world: World,
  errors: 'inherit' | 'ignore' = 'inherit',
): Promise<ChildProcess> {
  const { variables } = world
  const child = await startTestProcess('server/testing/runner-process.ts', { variables, errors })
  await once(child, 'message')
  return child
}

/** Ends a worker as a power cut would. Resolves once it is gone. */
export async function kill(worker: ChildProcess): Promise<void> {
  const gone = once(worker, 'exit')
  worker.kill('SIGKILL')
  await gone
}

const GATE = 4711

/**
 * Makes the nth such write in this database (UPDATE of the ledger, where nothing else is said) stop inside its
 * transaction, so that a process can be killed there. `reached` resolves when it stands still; `rollBack` ends its
 * connection, so that nothing of it commits.
 */
export async function gateLedgerWrites(
  world: World,
  nth: number,
  write: 'UPDATE ON ledger' | 'INSERT ON ledger' = 'UPDATE ON ledger',
) {
  const holder = new Client({ connectionString: world.database.url })
  await holder.connect()
  await holder.query('SELECT pg_advisory_lock($1)', [GATE])
  await holder.query(`
    CREATE SEQUENCE IF NOT EXISTS crash_writes;
    GRANT USAGE, SELECT ON SEQUENCE crash_writes TO steward_app;
    ALTER SEQUENCE crash_writes RESTART;
    CREATE OR REPLACE FUNCTION crash_gate() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF nextval('crash_writes') = ${nth} THEN PERFORM pg_advisory_lock(${GATE}); END IF;
      RETURN NULL;
    END $$;
    DROP TRIGGER IF EXISTS crash_gate ON ledger;
    CREATE TRIGGER crash_gate AFTER ${write} FOR EACH ROW EXECUTE FUNCTION crash_gate()`)
  const waiting = `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = ${GATE} AND NOT granted`
  return {
    async reached(): Promise<boolean> {
      return (await holder.query(waiting)).rows.length > 0
    },
    async rollBack(): Promise<void> {
      await holder.query(`SELECT pg_terminate_backend(pid) FROM (${waiting}) AS w`)
      await holder.query('DROP TRIGGER crash_gate ON ledger')
      await holder.end()
    },
  }
}

/**
 * PostgreSQL goes away for so long, ms, as where it is restarted: every connection to this world's database breaks, and
 * no new one is let in. Resolves once it is back.
 */
export async function databaseOutage({ database }: World, ms: number): Promise<void> {
  const url = new URL(database.url)
  const name = url.pathname.slice(1)
  url.pathname = 'postgres'
  const admin = new Client({ connectionString: url.href })
  await admin.connect()
  try {
    await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`)
    await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name])
    await pause(ms)
  } finally {
    await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`)
    await admin.end()
  }
}
