import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StaffActor } from '@/server/auth/actor'
import { CaseOutcome, type LedgerState } from '@/server/db/generated/client'
import type { PeriodInput } from '@/server/features/insights/schema'
import { openCase } from '@/server/testing/cases'
import { testWorld, type World } from '@/server/testing/world'
import { readTransparency } from './report'
import { addsUp, type ReportSection, type SectionName } from './schema'

let world: World
let owner: StaffActor

beforeAll(async () => {
  world = await testWorld()
  owner = await world.staff('owner')
})
afterAll(() => world.close())

const DAY_MS = 86_400_000
const EPOCH = Date.UTC(2024, 0, 1)
const DAYS = 60
const REASONS = ['spam', 'scam', 'hate', 'danger']
const SETTLED = ['verified', 'already_so', 'failed', 'refused', 'cancelled'] as const

const moment = fc
  .integer({ min: 0, max: DAYS * 24 * 60 })
  .map((minutes) => new Date(EPOCH + minutes * 60_000))
const madeCase = fc.record({
  openedAt: moment,
  lasts: fc.option(fc.integer({ min: 0, max: 20 * DAY_MS })),
  outcome: fc.constantFrom('acted', 'dismissed', 'merged'),
  reason: fc.constantFrom(...REASONS),
  /** As cases were before the time of the decision was kept. */
  old: fc.boolean(),
  appeal: fc.option(fc.record({ at: moment, outcome: fc.option(fc.constantFrom('upheld', 'overturned')) })),
  handedOver: fc.boolean(),
  purged: fc.option(fc.record({ at: moment, evidence: fc.nat(5), media: fc.nat(5), reports: fc.nat(9) })),
})
const madeReport = fc.record({
  at: moment,
  reason: fc.constantFrom(...REASONS),
  source: fc.constantFrom('reporter', 'backend', 'automated'),
})
const madeAction = fc.record({
  action: fc.constantFrom('group.suspend', 'member.mute'),
  state: fc.constantFrom(...SETTLED, 'planned', 'unknown'),
  at: moment,
})
type MadeCase = typeof madeCase extends fc.Arbitrary<infer Made> ? Made : never

const endOf = ({ openedAt, lasts }: MadeCase) =>
  lasts === null ? null : new Date(openedAt.getTime() + lasts)

test('whatever happened: each row adds up, rows add up to the totals, and everything is counted once', async () => {
  const [cases = []] = fc.sample(fc.array(madeCase, { minLength: 60, maxLength: 60 }), {
    numRuns: 1,
    seed: 7,
  })
  const [reports = []] = fc.sample(fc.array(madeReport, { minLength: 80, maxLength: 80 }), {
    numRuns: 1,
    seed: 8,
  })
  const [actions = []] = fc.sample(fc.array(madeAction, { minLength: 80, maxLength: 80 }), {
    numRuns: 1,
    seed: 9,
  })
  for (const made of cases) await keepCase(made)
  await keepReports(reports)
  await keepActions(actions)
  const days = fc.integer({ min: -5, max: DAYS + 5 }).map((n) => new Date(EPOCH + n * DAY_MS))
  await fc.assert(
    fc.asyncProperty(days, fc.integer({ min: 1, max: 40 }), async (begin, length) => {
      const end = new Date(begin.getTime() + length * DAY_MS)
      const { sections } = await readTransparency(world.env.db, periodFrom(begin, length))
      const inside = (time: Date | null) => time !== null && time >= begin && time < end
      for (const section of sections) expect([section, addsUp(section)]).toEqual([section, true])
      expect(totalOf(sections, 'reports')).toMatchObject({
        received: reports.filter((one) => inside(one.at)).length,
        automated: reports.filter((one) => inside(one.at) && one.source === 'automated').length,
        backend: reports.filter((one) => inside(one.at) && one.source === 'backend').length,
      })
      const flow = cases.filter((one) => one.lasts === null || endOf(one) !== null)
      expect(totalOf(sections, 'cases')).toMatchObject({
        opened: flow.filter((one) => inside(one.openedAt)).length,
        acted: flow.filter((one) => inside(endOf(one)) && one.outcome === 'acted').length,
        merged: flow.filter((one) => inside(endOf(one)) && one.outcome === 'merged').length,
        open_after: flow.filter((one) => one.openedAt < end && (endOf(one) ?? end) >= end).length,
      })
      expect(totalOf(sections, 'actions')).toMatchObject({
        settled: actions.filter((one) => isSettled(one.state) && inside(one.at)).length,
        verified: actions.filter((one) => one.state === 'verified' && inside(one.at)).length,
      })
      const appeals = cases.flatMap((one) => (one.lasts !== null && one.appeal) || [])
      expect(totalOf(sections, 'appeals')).toMatchObject({
        received: appeals.filter((one) => inside(one.at)).length,
        waiting: appeals.filter((one) => inside(one.at) && one.outcome === null).length,
      })
      const grave = cases.filter((one) => one.reason === 'danger' && inside(one.openedAt))
      expect(totalOf(sections, 'emergencies')).toMatchObject({
        opened: grave.length,
        handed_over: grave.filter((one) => one.handedOver).length,
      })
      const purges = cases.flatMap((one) => one.purged ?? []).filter((one) => inside(one.at))
      expect(totalOf(sections, 'evidence')).toMatchObject({
        cases: purges.length,
        purged: purges.reduce((sum, one) => sum + one.evidence + one.media + one.reports, 0),
      })
    }),
    { numRuns: 25 },
  )
}, 120_000)

test('a period in which nothing happened has empty tables that add up', async () => {
  const { sections } = await readTransparency(world.env.db, {
    from: '2001-01-01',
    to: '2001-01-31',
    timeZone: 'Asia/Shanghai',
  })
  for (const section of sections)
    expect([section.name, section.rows, addsUp(section)]).toEqual([section.name, [], true])
})

const isSettled = (state: string) => SETTLED.some((one) => one === state)

const totalOf = (sections: readonly ReportSection[], name: SectionName) =>
  sections.find((section) => section.name === name)?.totals

const periodFrom = (begin: Date, length: number): PeriodInput => ({
  from: begin.toISOString().slice(0, 10),
  to: new Date(begin.getTime() + (length - 1) * DAY_MS).toISOString().slice(0, 10),
  timeZone: 'UTC',
})

async function keepCase(made: MadeCase) {
  const { openedAt, outcome, reason, appeal, handedOver, purged } = made
  const { prisma } = world.env.db
  const end = endOf(made)
  const into =
    outcome === 'merged' && end ? await openCase(world, { openedAt: new Date(EPOCH + 3650 * DAY_MS) }) : null
  const row = await openCase(world, {
    openedAt,
    reason,
    emergency: reason === 'danger',
    ...(end && {
      state: 'closed',
      outcome: CaseOutcome[outcome],
      closedAt: end,
      decidedAt: made.old ? null : end,
    }),
    ...(into && { mergedIntoId: into.id }),
  })
  if (appeal && end) await keepAppeal(row.id, appeal)
  if (handedOver) await audit('case.handed_over', openedAt, row.id, {})
  if (purged) {
    const { at, ...counts } = purged
    await audit('evidence.purged', at, row.id, { ...counts, reason })
  }
  return await prisma.case.findUniqueOrThrow({ where: { id: row.id } })
}

async function keepAppeal(
  caseId: string,
  { at, outcome }: { at: Date; outcome: 'upheld' | 'overturned' | null },
) {
  const { prisma } = world.env.db
  const { id } = await prisma.decision.create({
    data: { caseId, staffId: owner.id, epoch: 1, outcome: 'acted', reason: Buffer.from('x'), decidedAt: at },
  })
  const review = await openCase(world, {
    type: 'appeal',
    reviewOfId: id,
    openedAt: at,
    ...(outcome && { state: 'closed', outcome, closedAt: at, decidedAt: at }),
  })
  await prisma.appeal.create({
    data: { caseId: review.id, decisionId: id, userId: 'somebody', body: Buffer.from('x'), createdAt: at },
  })
}

/** As the database makes ids: by the time at which the row is written. */
async function audit(action: string, at: Date, caseId: string, after: object) {
  await world.env.db.pool.query(
    `INSERT INTO audit (id, at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, after, request_id, case_id)
     VALUES (uuidv7($1::timestamptz - now()), $1::timestamptz, 'system', 'test', 'test', $2, 'case', $3::text, $4, 'test', $3::text::uuid)`,
    [at, action, caseId, JSON.stringify(after)],
  )
}

async function keepReports(reports: readonly { at: Date; reason: string; source: string }[]) {
  const { prisma } = world.env.db
  const { id: caseId } = await openCase(world, { openedAt: new Date(EPOCH + 3650 * DAY_MS) })
  const { id: subjectId } = await prisma.caseSubject.findFirstOrThrow({ where: { caseId } })
  const client = await prisma.apiClient.create({
    data: {
      keyId: 'sk_0123456789abcdef',
      name: 'b',
      scopes: ['x'],
      secret: Buffer.from('x'),
      createdById: owner.id,
    },
  })
  await prisma.report.createMany({
    data: reports.map(({ at, reason, source }, n) => ({
      number: `n${n}`,
      caseId,
      subjectId,
      reporterId: `r${n}`,
      reason,
      createdAt: at,
      automated: source === 'automated',
      clientId: source === 'reporter' ? null : client.id,
    })),
  })
}

async function keepActions(actions: readonly { action: string; state: LedgerState; at: Date }[]) {
  for (const [n, { action, state, at }] of actions.entries()) {
    await world.env.db.prisma.ledgerRow.create({
      data: {
        action,
        subjectKind: 'group',
        subjectId: `g${n}`,
        groupId: `g${n}`,
        seq: 1,
        staffId: owner.id,
        input: {},
        plan: {},
        state,
        reason: Buffer.from('x'),
        plannedVersion: 0,
        desired: {},
        desiredBefore: {},
        dueAt: at,
        nextAt: at,
        settledAt: isSettled(state) ? at : null,
      },
    })
  }
}
