import { Pool } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { appConnection } from '@/server/db/connection'
import { type TestDatabase, testDatabase } from '@/server/testing/database'
import { createTokenKeeper, type MintedToken } from './token'
import { createPostgresTokenStore } from './token-postgres'

const owner = { baseUrl: 'http://openim:10002', adminId: 'imAdmin' }
const day = 86_400_000

let database: TestDatabase
let pools: Pool[] = []

beforeAll(async () => {
  database = await testDatabase()
  // Each pool stands for a process.
  pools = Array.from({ length: 3 }, () => new Pool({ ...appConnection(database.url), max: 3 }))
})

afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()))
  await database.drop()
})

const asSuperuser = async (sql: string) => {
  const pool = new Pool({ connectionString: database.url })
  await pool.query(sql)
  await pool.end()
}

beforeEach(() => asSuperuser('delete from openim_token'))

/** OpenIM as far as tokens go: counts what it hands out, and how many asked at once. */
function mintery() {
  const seen = { minted: 0, atOnce: 0, most: 0 }
  const mint = async (): Promise<MintedToken> => {
    seen.atOnce += 1
    seen.most = Math.max(seen.most, seen.atOnce)
    await new Promise((resolve) => setTimeout(resolve, 20))
    seen.atOnce -= 1
    seen.minted += 1
    return { token: `t${seen.minted}`, lifetimeMs: 90 * day }
  }
  return { seen, mint }
}

const stores = () => pools.map((pool) => createPostgresTokenStore(pool, owner))

describe('the shared admin token', () => {
  test('of several processes that find none, one asks OpenIM', async () => {
    const { seen, mint } = mintery()
    const keepers = stores().map((store) => createTokenKeeper(store, mint, Date.now))
    const tokens = await Promise.all(keepers.flatMap((keeper) => [keeper.current(), keeper.current()]))
    expect(tokens.map(({ token, version }) => `${token} ${version}`)).toEqual(Array(6).fill('t1 1'))
    expect(seen.minted).toBe(1)
  })

  test('of several processes whose token was refused, one renews and the others take the newer row', async () => {
    const { seen, mint } = mintery()
    const keepers = stores().map((store) => createTokenKeeper(store, mint, Date.now))
    const first = await Promise.all(keepers.map((keeper) => keeper.current()))
    const next = await Promise.all(
      keepers.map((keeper, index) =>
        keeper.after(first[index] ?? { token: '', expiresAtMs: 0, renewedAtMs: 0, version: 0 }),
      ),
    )
    expect(next.map((token) => token.version)).toEqual([2, 2, 2])
    expect(seen).toEqual({ minted: 2, atOnce: 0, most: 1 })
  })

  test('a renewal that fails leaves the row as it was and the lock free', async () => {
    const { mint } = mintery()
    const [one, other] = stores()
    const before = await one?.renew(0, mint)
    await expect(one?.renew(1, () => Promise.reject(new Error('OpenIM is away')))).rejects.toThrow('away')
    expect(await other?.read()).toEqual(before)
    expect(await other?.renew(1, mint)).toMatchObject({ token: 't2', version: 2 })
  })

  test('a process that dies while it renews holds nobody up', async () => {
    const { mint } = mintery()
    const [one, other] = stores()
    const dying = one?.renew(0, async () => {
      await asSuperuser(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and state = 'idle in transaction'`,
      )
      return mint()
    })
    await expect(dying).rejects.toThrow()
    expect(await other?.renew(0, mint)).toMatchObject({ version: 1 })
    expect(await one?.read()).toMatchObject({ version: 1 })
  })

  test('a row that a restored backup set back is renewed once', async () => {
    const { seen, mint } = mintery()
    const keepers = stores().map((store) => createTokenKeeper(store, mint, Date.now))
    const refused = { token: 'later', expiresAtMs: 0, renewedAtMs: 0, version: 7 }
    await stores()[0]?.renew(0, mint)
    const [first, ...others] = keepers
    const restored = await first?.after(refused)
    expect(restored).toMatchObject({ version: 1 })
    expect(await first?.after(restored ?? refused)).toMatchObject({ version: 2 })
    for (const keeper of others) expect(await keeper.after(refused)).toMatchObject({ version: 2 })
    expect(seen.minted).toBe(2)
  })

  test('the token of another OpenIM or another admin is not ours', async () => {
    const { mint } = mintery()
    const [one] = stores()
    await one?.renew(0, mint)
    const moved = createPostgresTokenStore(database.pool, { ...owner, baseUrl: 'http://elsewhere:10002' })
    expect(await moved.read()).toBeUndefined()
    expect(await moved.renew(0, mint)).toMatchObject({ token: 't2', version: 2 })
    expect(await one?.read()).toBeUndefined()
  })

  test('an expired newer row is not taken', async () => {
    const { mint } = mintery()
    const [one, other] = stores()
    await one?.renew(0, async () => ({ token: 'short', lifetimeMs: 0 }))
    expect(await other?.renew(0, mint)).toMatchObject({ token: 't1', version: 2 })
  })
})
