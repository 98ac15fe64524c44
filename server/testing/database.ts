import { randomUUID } from 'node:crypto'
import { Client, type Pool } from 'pg'
import { inject } from 'vitest'
import { type Db, openDb } from '@/server/db/client'

/** A database of its own for one test or one test file, with all migrations applied. */
export type TestDatabase = {
  /** As a superuser: for what the application itself must not do. */
  url: string
  /** The application's access, as its own role. */
  db: Db
  pool: Pool
  /** Ends all connections and removes the database. */
  drop: () => Promise<void>
}

/** Copies the template database (some 30 ms). Call `drop()` in `afterAll`. */
export async function testDatabase(): Promise<TestDatabase> {
  const url = await emptyCopy(inject('templateUrl'))
  const db = openDb(url)
  const drop = async () => {
    await db.close()
    await administer(url, (admin, name) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
  }
  return { url, db, pool: db.pool, drop }
}

/** A new database without any table; the caller removes nothing, the server goes with the test run. */
export async function blankDatabase(): Promise<string> {
  return await emptyCopy(inject('templateUrl'), 'template1')
}

async function emptyCopy(templateUrl: string, template = new URL(templateUrl).pathname.slice(1)) {
  const url = new URL(templateUrl)
  url.pathname = `test_${randomUUID().replaceAll('-', '')}`
  await administer(url.href, (admin, name) => admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`))
  return url.href
}

async function administer(url: string, work: (admin: Client, name: string) => Promise<unknown>) {
  const server = new URL(url)
  const name = server.pathname.slice(1)
  server.pathname = 'postgres'
  const admin = new Client({ connectionString: server.href })
  await admin.connect()
  try {
    await work(admin, name)
  } finally {
    await admin.end()
  }
}
