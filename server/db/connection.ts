import type { ClientConfig } from 'pg'

/** The role whose grants forbid rewriting history (prisma/migrations, invariants). */
const APP_ROLE = 'steward_app'

/** Settings of a connection that works as the application role. */
export function appConnection(url: string): ClientConfig {
  return { connectionString: url, options: `-c role=${APP_ROLE}`, connectionTimeoutMillis: 10_000 }
}
