import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { seedCases } from '@/prisma/seed/cases'
import type { StaffActor } from '@/server/auth/actor'
import { Prisma } from '@/server/db/generated/client'
import { hiddenFrom } from '@/server/features/appeals/blind'
import { noticesOfCase, ownNotices } from '@/server/features/notices/read'
import { explainedReads } from '@/server/testing/explained-reads'
import { testWorld, type World } from '@/server/testing/world'
import { caseListSql, listCases } from './list'
import { priorsOf } from './priors'
import { caseListInput } from './schema'
import { listUndoable } from './take-back'

const CASES = 20_000
/** A page of 50 looks at hardly more rows than it shows. */
const MOST_LOOKED_AT = 400

let world: World
let ada: StaffActor

beforeAll(async () => {
  world = await testWorld()
  ada = await world.staff()
  const owner = new pg.Pool({ connectionString: world.database.url, max: 1 })
  await seedCases(owner, CASES, [ada.id])
  const ben = await world.staff()
  // Rows as they lie there: what follows from new ones is not looked at here.
  await owner.query('SET session_replication_role = replica')
  await owner.query(DECISIONS, [ada.id, ben.id])
  for (const sql of [NOTICES, LEDGER, 'ANALYZE']) await owner.query(sql)
  await owner.end()
}, 240_000)
afterAll(() => world.close())

/** A year of decisions by two people, with their actions and three notices of each. */
const DECISIONS = `
  INSERT INTO decision (id, case_id, staff_id, epoch, outcome, reason, decided_at)
  SELECT gen_random_uuid(), id, (ARRAY[$1, $2])[1 + number % 2]::uuid, 1,
         (CASE WHEN number % 3 = 0 THEN 'dismissed' ELSE 'acted' END)::"CaseOutcome", '\\x00',
         now() - number % 365 * interval '1 day' - number % 1000 * interval '1 minute'
  FROM "case"`
const NOTICES = `
  INSERT INTO notice (number, decision_id, case_id, user_id, kind, language, body)
  SELECT 'N' || d.id || n, d.id, d.case_id, 'bench' || (c.number * 3 + n) % 5000, 'outcome', 'en', '\\x00'
  FROM decision AS d JOIN "case" AS c ON c.id = d.case_id, generate_series(1, 3) AS n`
const LEDGER = `
  INSERT INTO ledger (id, subject_kind, subject_id, group_id, action, input, desired, desired_before, plan, state, staff_id, case_id,
                      decision_id, due_at, next_at, settled_at, seq, planned_version, reason)
  SELECT gen_random_uuid(), 'group', 'bench' || row_number() OVER (), 'bench' || row_number() OVER (), 'group.suspend', '{}', '{}', '{}',
         '{"name": "G", "people": 1}', 'verified', staff_id, case_id, id, decided_at, decided_at, decided_at, 1, 0, '\\x00'
  FROM decision WHERE outcome = 'acted'`

const node: z.ZodType<Plan> = z.lazy(() =>
  z.object({
    'Node Type': z.string(),
    'Actual Rows': z.number(),
    'Rows Removed by Filter': z.number().default(0),
    Plans: z.array(node).default([]),
  }),
)
type Plan = {
  'Node Type': string
  'Actual Rows': number
  'Rows Removed by Filter': number
  Plans: Plan[]
}
const explained = z.tuple([z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: node })]) })])

/** Every node of a plan. */
const nodes = (plan: Plan): Plan[] => [plan, ...plan.Plans.flatMap(nodes)]

const filters = [
  {},
  { queue: 'general' },
  { reason: 'spam' },
  { reason: 'other' },
  { reason: 'harassment', kind: 'user' },
  { kind: 'message' },
  { sort: 'newest' },
  { sort: 'oldest' },
  { sort: 'reports' },
  { sort: 'newest', queue: 'general' },
  { sort: 'newest', reason: 'spam' },
  { state: 'closed' },
  { state: 'closed', sort: 'oldest' },
  { state: 'closed', reason: 'spam' },
  { claim: 'mine' },
  { claim: 'free' },
  { claim: 'assigned' },
  { claim: 'asked' },
  { claim: 'watched' },
  { claim: 'snoozed' },
]

test.each(filters)('%j reads few rows, on the first page and behind it', async (filter) => {
  const first = caseListInput.parse({ ...filter, limit: 50 })
  const { nextCursor } = await listCases(world.env.db, ada, first)
  for (const cursor of nextCursor ? [null, nextCursor] : [null]) {
    const sql = caseListSql(Prisma.sql`NOT c.restricted`, ada.id, { ...first, cursor })
    const rows = await world.env.db.prisma.$queryRaw(Prisma.sql`EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`)
    const plan = explained.parse(rows)[0]['QUERY PLAN'][0].Plan
    const looked = nodes(plan).map((one) => one['Actual Rows'] + one['Rows Removed by Filter'])
    expect(Math.max(...looked)).toBeLessThan(MOST_LOOKED_AT)
    expect(nodes(plan).map((one) => one['Node Type'])).not.toContain('Seq Scan on case')
  }
})

const aCase = () =>
  world.env.db.prisma.case.findFirstOrThrow({ where: { subjectKind: 'user' }, orderBy: { number: 'desc' } })
const BIG = new Set(['case', 'decision', 'notice', 'ledger', 'case_subject', 'report'])

test.each([
  ['the notices of a case', async () => noticesOfCase(world.env.db, (await aCase()).id)],
  ["somebody's own notices", () => ownNotices(world.env.db, 'bench77')],
  ['what can be taken back', () => listUndoable(world.env.db, ada.id)],
  ['what came before about the accused', async () => priorsOf(world.env.db, ada, await aCase())],
  ['what is hidden from whoever looks again', () => hiddenFrom(world.env.db, ada.id)],
])('after a decision, %s: few rows by an index', async (_what, read) => {
  const { plans } = await explainedReads<unknown>(world.env.db, read)
  expect(plans.length).toBeGreaterThan(0)
  for (const { sql, nodes } of plans) {
    expect(Math.max(...nodes.map(({ rows }) => rows)), sql).toBeLessThan(MOST_LOOKED_AT)
    const scanned = nodes.filter(({ type, relation }) => type === 'Seq Scan' && BIG.has(relation))
    expect(scanned, sql).toEqual([])
  }
})
