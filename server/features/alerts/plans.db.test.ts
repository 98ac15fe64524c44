import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { Prisma } from '@/server/db/generated/client'
import { testWorld, type World } from '@/server/testing/world'
import { dueDeadlinesSql } from './deadlines'
import { dueMessagesSql } from './send'

let world: World
const MANY = 20_000

beforeAll(async () => {
  world = await testWorld()
  const { pool } = world.database
  await pool.query(`
    INSERT INTO "case" (id, subject_kind, subject_key, group_id, subject_name, reason, severity, deadline_at)
    SELECT uuidv7(), 'group', 'p' || i, 'p' || i, 'G', 'spam', 1, now() + i * interval '1 minute' + interval '5 hours'
    FROM generate_series(1, ${MANY}) AS i`)
  await pool.query(`
    WITH channel AS (
      INSERT INTO alert_channel (kind, name, recipients, events, language)
      VALUES ('email', 'Desk', '{desk@example.org}', '{drift}', 'en') RETURNING id
    )
    INSERT INTO alert_message (channel_id, event, state, sent_at)
    SELECT channel.id, 'drift', 'sent', now() FROM channel, generate_series(1, ${MANY})`)
  await pool.query(`UPDATE deadline_watch SET tell_at = now()
    WHERE case_id IN (SELECT case_id FROM deadline_watch LIMIT 3)`)

  const superuser = new Client({ connectionString: world.database.url })
  await superuser.connect()
  await superuser.query('ANALYZE')
  await superuser.end()
}, 60_000)
afterAll(() => world.close())

const explained = z.tuple([z.object({ 'QUERY PLAN': z.json() })])

test.each([
  ['deadlines that are near', dueDeadlinesSql, 'deadline_watch_due'],
  ['messages that are due', dueMessagesSql, 'alert_message_due'],
] as const)('each minute %s are found by their index', async (_what, sql, index) => {
  const rows = await world.env.db.prisma.$queryRaw(Prisma.sql`EXPLAIN (FORMAT JSON) ${sql}`)
  const plan = JSON.stringify(explained.parse(rows)[0]['QUERY PLAN'])
  expect(plan).toContain(index)
  expect(plan).not.toContain('Seq Scan')
})
