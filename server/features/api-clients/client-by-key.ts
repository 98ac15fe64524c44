import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { prepared } from '@/server/db/prepared'
import { gatherer } from '@/server/gather'

const row = z.object({
  id: z.string(),
  keyId: z.string(),
  name: z.string(),
  scopes: z.array(z.string()),
  secret: z.instanceof(Uint8Array).nullable(),
  previousSecret: z.instanceof(Uint8Array).nullable(),
  previousUntil: z.date().nullable(),
  lastUsedAt: z.date().nullable(),
  newestTime: z.date().nullable(),
})

/** An API client, as a signature is checked against it. */
export type KnownClient = z.infer<typeof row>

const clientsOf = prepared(
  'api_clients_by_key',
  `SELECT id, key_id AS "keyId", name, scopes, secret, previous_secret AS "previousSecret",
     previous_until AS "previousUntil", last_used_at AS "lastUsedAt", newest_time AS "newestTime"
   FROM api_client WHERE key_id = ANY ($1::text[])`,
  row,
)

const MOST_AT_ONCE = 500
const readers = new WeakMap<Db, (keyId: string) => Promise<KnownClient | null>>()

/**
 * The client of a key as it stands now; null where there is none. Requests that come while one read is under way share the
 * next: each is answered by a read that began after it came.
 */
export function clientByKey(db: Db, keyId: string): Promise<KnownClient | null> {
  const known = readers.get(db)
  if (known) return known(keyId)
  const read = gatherer(async (keyIds: readonly string[]) => {
    const found = new Map((await clientsOf(db, [...new Set(keyIds)])).map((one) => [one.keyId, one]))
    return keyIds.map((one) => found.get(one) ?? null)
  }, MOST_AT_ONCE)
  readers.set(db, read)
  return read(keyId)
}
