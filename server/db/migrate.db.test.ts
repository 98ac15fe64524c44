import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { blankDatabase } from '@/server/testing/database'
import { MigrationError, migrate, serverProblem } from './migrate'

let dir: string
let url: string
let client: Client

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'steward-migrations-'))
  url = await blankDatabase()
  client = new Client({ connectionString: url })
  await client.connect()
  add('20260101000000_init', 'CREATE TABLE a (x int); INSERT INTO a VALUES (1);')
})

afterEach(async () => {
  await client.end()
  rmSync(dir, { recursive: true })
})

function add(name: string, sql: string) {
  mkdirSync(join(dir, name), { recursive: true })
  writeFileSync(join(dir, name, 'migration.sql'), sql)
}

const rows = async (sql: string) => (await client.query(sql)).rows

describe('migrate', () => {
  it('applies what is missing, in order, once', async () => {
    writeFileSync(join(dir, 'migration_lock.toml'), 'provider = "postgresql"')
    add('20260102000000_more', 'ALTER TABLE a ADD y int')
    expect(await migrate(url, dir)).toEqual(['20260101000000_init', '20260102000000_more'])
    expect(await migrate(url, dir)).toEqual([])
    add('20260103000000_last', 'UPDATE a SET y = 2')
    expect(await migrate(url, dir)).toEqual(['20260103000000_last'])
    expect(await rows('SELECT * FROM a')).toEqual([{ x: 1, y: 2 }])
    expect(
      await rows(`SELECT count(*)::int AS n FROM _prisma_migrations
        WHERE finished_at >= started_at AND applied_steps_count = 1 AND length(checksum) = 64`),
    ).toEqual([{ n: 3 }])
  })

  it.each([
    [170_006, /PostgreSQL 17.*18 or later/],
    [160_010, /PostgreSQL 16.*18 or later/],
  ])('refuses a server of version %i, whose functions are too few', (version, words) => {
    expect(serverProblem(version)).toMatch(words)
  })

  it('takes servers from 18 on', () => {
    expect([180_000, 180_004, 190_001].map(serverProblem)).toEqual([null, null, null])
  })

  it('leaves nothing of a migration that fails, names it, and goes on once it is repaired', async () => {
    add('20260102000000_broken', 'CREATE TABLE b (x int); SELECT 1 / 0;')
    const attempt = migrate(url, dir)
    await expect(attempt).rejects.toThrow(MigrationError)
    await expect(attempt).rejects.toThrow(
      /20260102000000_broken failed and was rolled back: division by zero/,
    )
    expect(await rows("SELECT to_regclass('a') IS NOT NULL AS a, to_regclass('b') IS NULL AS b")).toEqual([
      { a: true, b: true },
    ])
    expect(await rows('SELECT logs FROM _prisma_migrations WHERE rolled_back_at IS NOT NULL')).toEqual([
      { logs: 'division by zero' },
    ])
    add('20260102000000_broken', 'CREATE TABLE b (x int)')
    expect(await migrate(url, dir)).toEqual(['20260102000000_broken'])
  })

  it('refuses a migration that was edited after it was applied', async () => {
    await migrate(url, dir)
    add('20260101000000_init', 'CREATE TABLE a (x bigint)')
    add('20260102000000_more', 'ALTER TABLE a ADD y int')
    await expect(migrate(url, dir)).rejects.toThrow(/20260101000000_init was edited after it was applied/)
    expect(await rows('SELECT * FROM a')).toEqual([{ x: 1 }])
  })

  it('refuses a database that is ahead of it', async () => {
    add('20270101000000_later', 'SELECT 1')
    await migrate(url, dir)
    rmSync(join(dir, '20270101000000_later'), { recursive: true })
    await expect(migrate(url, dir)).rejects.toThrow(/20270101000000_later.*newer version/)
  })

  it('refuses to go on where another tool stopped half way', async () => {
    await migrate(url, dir)
    await client.query('UPDATE _prisma_migrations SET finished_at = NULL')
    await expect(migrate(url, dir)).rejects.toThrow(/20260101000000_init was begun by another tool/)
  })

  it('runs once when several processes start together', async () => {
    const applied = await Promise.all(Array.from({ length: 5 }, () => migrate(url, dir)))
    expect(applied.flat()).toEqual(['20260101000000_init'])
  })

  it('survives a migration that empties the search path', async () => {
    add(
      '20260102000000_dump',
      "SELECT pg_catalog.set_config('search_path', '', false); CREATE TABLE public.b (x int)",
    )
    expect(await migrate(url, dir)).toHaveLength(2)
  })
})
