import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { Prisma } from '@/server/db/generated/client'
import { openCase } from '@/server/testing/cases'
import { testWorld, type World } from '@/server/testing/world'
import { openCasesBy, openCasesSql } from './open-cases'

let world: World

beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

test('closed cases are not counted, nor read', async () => {
  const { prisma } = world.env.db
  await prisma.$executeRaw`
    INSERT INTO "case" (id, subject_kind, subject_key, user_id, subject_name, state, outcome, reason, severity, closed_at)
    SELECT gen_random_uuid(), 'user', 'closed' || n, 'closed' || n, 'Closed', 'closed', 'dismissed', 'hate', 2, now()
    FROM generate_series(1, 3000) AS n`
  await openCase(world)
  await openCase(world)
  const { id } = await openCase(world, { reason: 'scam', severity: 2 })
  const snoozedUntil = new Date(Date.now() + 3_600_000)
  await prisma.case.update({ where: { id }, data: { snoozedUntil } })
  const owner = await world.staff('owner')
  expect(await openCasesBy(world.env.db, owner, 'reason')).toEqual(
    new Map(Object.entries({ spam: 2, scam: 1 })),
  )
  expect(await openCasesBy(world.env.db, owner, 'queue')).toEqual(new Map([['general', 3]]))

  const admin = new Client({ connectionString: world.database.url })
  await admin.connect()
  await admin.query('ANALYZE "case"')
  await admin.end()
  for (const column of ['reason', 'queue'] as const) {
    const rows = await prisma.$queryRaw(Prisma.sql`EXPLAIN ${openCasesSql(column, Prisma.sql`true`)}`)
    const plan = z.array(z.object({ 'QUERY PLAN': z.string() })).parse(rows)
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).not.toContain('Seq Scan')
  }
})
