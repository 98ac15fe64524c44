import type { Pool, PoolClient } from 'pg'
import { z } from 'zod'
import type { MintedToken, StoredToken, TokenStore } from './token'

/** How long a process waits for another that is renewing, before it gives up. */
const lockTimeoutMs = 15_000
/**
 * How long a process may hold the row while it asks OpenIM: a little above the time such a call has. PostgreSQL then ends
 * its connection, so that one that froze, or whose machine is gone, does not keep the others from their token.
 */
const mostHeldMs = 12_000

const row = z
  .object({ token: z.string(), expires_at: z.date(), renewed_at: z.date(), version: z.int() })
  .transform(
    (value): StoredToken => ({
      token: value.token,
      expiresAtMs: value.expires_at.getTime(),
      renewedAtMs: value.renewed_at.getTime(),
      version: value.version,
    }),
  )

/**
 * The admin token in the one row of `openim_token`, shared by all processes of this installation. Renewal holds the row
 * lock while it asks OpenIM, so that exactly one process asks: on main a second request would invalidate the first
 * one's token five minutes later (contract 2.3). The row of another address or admin counts as absent.
 */
export function createPostgresTokenStore(
  pool: Pool,
  owner: { baseUrl: string; adminId: string },
  times: { lockTimeoutMs: number; mostHeldMs: number } = { lockTimeoutMs, mostHeldMs },
): TokenStore {
  const mine = [owner.baseUrl, owner.adminId]

  async function readFor(client: Pool | PoolClient): Promise<StoredToken | undefined> {
    const found = await client.query(
      `select token, expires_at, renewed_at, version from openim_token
       where id = 1 and token <> '' and base_url = $1 and admin_id = $2`,
      mine,
    )
    return found.rows.length === 0 ? undefined : row.parse(found.rows[0])
  }

  async function renewLocked(client: PoolClient, known: number, mint: () => Promise<MintedToken>) {
    await client.query(
      `select set_config('lock_timeout', $1, true), set_config('idle_in_transaction_session_timeout', $2, true)`,
      [`${times.lockTimeoutMs}ms`, `${times.mostHeldMs}ms`],
    )
    // An empty row first: there must be something to lock before there is a token.
    await client.query(
      `insert into openim_token (id, base_url, admin_id, token, expires_at, renewed_at, version)
       values (1, $1, $2, '', to_timestamp(0), to_timestamp(0), 0) on conflict (id) do nothing`,
      mine,
    )
    await client.query('select version from openim_token where id = 1 for update')
    const stored = await readFor(client)
    if (stored !== undefined && stored.version !== known && stored.expiresAtMs > Date.now()) return stored
    const minted = await mint()
    const updated = await client.query(
      `update openim_token set base_url = $1, admin_id = $2, token = $3, renewed_at = $4,
         expires_at = $5, version = version + 1
       where id = 1 returning token, expires_at, renewed_at, version`,
      [...mine, minted.token, ...timesOf(minted)],
    )
    return row.parse(updated.rows[0])
  }

  return {
    read: () => readFor(pool),
    async renew(known, mint) {
      const client = await pool.connect()
      let broken: Error | undefined
      // While OpenIM is asked, no query waits on this connection: losing it would otherwise end the whole process.
      const onLost = (error: Error) => {
        broken = error
      }
      client.on('error', onLost)
      try {
        await client.query('begin')
        const token = await renewLocked(client, known, mint)
        await client.query('commit')
        return token
      } catch (error) {
        await client.query('rollback').catch(onLost)
        throw error
      } finally {
        // A lost connection, or one that cannot even roll back, must not go back into the pool, and may say so again.
        if (broken === undefined) client.off('error', onLost)
        client.release(broken)
      }
    },
  }
}

function timesOf(minted: MintedToken): [Date, Date] {
  const nowMs = Date.now()
  return [new Date(nowMs), new Date(nowMs + minted.lifetimeMs)]
}
