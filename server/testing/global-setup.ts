import { randomBytes, randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { startPostgres } from '@/server/cli/postgres'
import { root } from '@/server/cli/project.mjs'
import { describeEnding } from '@/server/cli/running-process'
import { migrate } from '@/server/db/migrate'
import { installJobs } from '@/server/jobs/install'
import { serverFolder } from './server-folder'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the template database, as a superuser. */
    templateUrl: string
  }
}

/** Parts of the migrations every test database begins with. */
const migrationsDir = 'prisma/migrations'
/** What PostgreSQL said in the last run. */
const logFile = join(root, 'test-results/postgres.log')

/**
 * Starts one PostgreSQL for the whole run (or uses the server of TEST_DATABASE_URL) and makes the template database
 * that `testDatabase()` copies.
 */
export default async function setup(project: TestProject) {
  const server = await testServer()
  try {
    const templateUrl = new URL(server.url)
    templateUrl.pathname = `steward_template_${randomUUID().slice(0, 8)}`
    const name = templateUrl.pathname.slice(1)
    await admin(server.url, `CREATE DATABASE ${name}`)
    await migrate(templateUrl.href, migrationsDir)
    await installJobs(templateUrl.href)
    project.provide('templateUrl', templateUrl.href)
    return async () => {
      await admin(server.url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
      await server.stop()
    }
  } catch (error) {
    await server.stop()
    throw error
  }
}

async function testServer() {
  const given = process.env.TEST_DATABASE_URL
  if (given) return { url: given, stop: async () => undefined }
  const folder = serverFolder()
  const remove = () => rmSync(folder, { recursive: true, force: true })
  rmSync(logFile, { force: true })
  try {
    const { url, process: server } = await startPostgres({
      data: join(folder, 'postgres'),
      password: randomBytes(16).toString('hex'),
      database: 'steward',
      logFile,
      forgetful: true,
    })
    let stopping = false
    server.ended.then((ending) => {
      if (!stopping)
        console.error(
          ['The database of the tests is gone.', describeEnding(ending), ...server.lastLines()].join('\n  '),
        )
    })
    const stop = async () => {
      stopping = true
      await server.stop()
      remove()
    }
    return { url, stop }
  } catch (error) {
    remove()
    throw error
  }
}

async function admin(url: string, statement: string) {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
