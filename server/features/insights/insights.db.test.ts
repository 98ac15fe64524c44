import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StaffActor } from '@/server/auth/actor'
import type { Case } from '@/server/db/generated/client'
import { openCase } from '@/server/testing/cases'
import { testWorld, type World } from '@/server/testing/world'
import { linesOf } from './export'
import { readInsights } from './insights'

let world: World
let owner: StaffActor

beforeAll(async () => {
  world = await testWorld()
  owner = await world.staff('owner')
})
afterAll(() => world.close())

const at = (text: string) => new Date(`${text}Z`)
const HOUR_MS = 3_600_000
const MARCH = { from: '2024-03-01', to: '2024-03-03', timeZone: 'UTC' }

type Told = { openedAt: Date; decidedAt?: Date; firstLookAt?: Date } & Partial<Case>

/** A case as it stands after it was decided, or still open. */
async function told({ decidedAt, ...about }: Told): Promise<Case> {
  const row = await openCase(world, {
    deadlineAt: new Date(about.openedAt.getTime() + 4 * HOUR_MS),
    ...(decidedAt && { state: 'closed', outcome: 'dismissed', closedAt: decidedAt, decidedAt }),
    ...about,
  })
  return row
}

test('nothing yet: no cases, no times, no shares', async () => {
  const empty = await readInsights(world.env.db, owner, MARCH)
  expect(empty.backlog).toMatchObject({ open: 0, overdue: 0, oldestAt: null })
  expect(empty.speed).toMatchObject({ decided: 0, lookMedian: null, decisionP90: null })
  expect(empty.series).toHaveLength(3)
  expect(empty.outcomes).toEqual([])
  expect(empty.partial).toBe(false)
})

test('a period: what was open at each end, how long it took, what was late', async () => {
  await told({ openedAt: at('2024-02-28T10:00'), decidedAt: at('2024-03-02T10:00'), outcome: 'acted' })
  await told({
    openedAt: at('2024-03-01T10:00'),
    firstLookAt: at('2024-03-01T11:00'),
    decidedAt: at('2024-03-01T12:00'),
  })
  await told({
    openedAt: at('2024-03-01T10:00'),
    firstLookAt: at('2024-03-01T13:00'),
    decidedAt: at('2024-03-01T14:30'),
  })
  await told({ openedAt: at('2024-03-03T23:30'), decidedAt: at('2024-03-04T00:10') })
  await told({ openedAt: at('2024-01-01T00:00'), decidedAt: at('2024-02-01T00:00') })

  const march = await readInsights(world.env.db, owner, MARCH)
  expect(march.unit).toBe('day')
  expect(march.series).toEqual([
    { at: at('2024-03-01T00:00').getTime(), opened: 2, ended: 2, open: 1 },
    { at: at('2024-03-02T00:00').getTime(), opened: 0, ended: 1, open: 0 },
    { at: at('2024-03-03T00:00').getTime(), opened: 1, ended: 0, open: 1 },
  ])
  expect(march.speed).toMatchObject({ decided: 3, late: 2, lookMedian: 2 * HOUR_MS })
  expect(march.speed.decisionMedian).toBe(4.5 * HOUR_MS)
  expect(march.speedSeries.map(({ decided }) => decided)).toEqual([2, 1, 0])
  expect(march.outcomes).toEqual([{ reason: 'spam', acted: 1, dismissed: 2 }])
})

test('days are those of the time zone', async () => {
  const shanghai = await readInsights(world.env.db, owner, { ...MARCH, timeZone: 'Asia/Shanghai' })
  expect(new Date(shanghai.from)).toEqual(at('2024-02-29T16:00'))
  expect(shanghai.series.map(({ opened }) => opened)).toEqual([2, 0, 0])
  // The night to the second Sunday of March has 23 hours there.
  const spring = { from: '2024-03-09', to: '2024-03-11', timeZone: 'America/New_York' }
  const { series, to } = await readInsights(world.env.db, owner, spring)
  expect(series.map((day) => day.at)).toEqual(
    [at('2024-03-09T05:00'), at('2024-03-10T05:00'), at('2024-03-11T04:00')].map((day) => day.getTime()),
  )
  expect(new Date(to)).toEqual(at('2024-03-12T04:00'))
})

test('what waits now: age, deadlines, and what nobody has looked at', async () => {
  const now = Date.now()
  await told({ openedAt: new Date(now - 2 * HOUR_MS) })
  await told({ openedAt: new Date(now - 50 * HOUR_MS), firstLookAt: new Date(now) })
  const { backlog, queues } = await readInsights(world.env.db, owner, MARCH)
  expect(backlog).toMatchObject({ open: 2, overdue: 1, unseen: 1, oldestAt: now - 50 * HOUR_MS })
  expect(backlog.ages).toEqual([0, 1, 0, 1, 0, 0, 0])
  expect(queues.find(({ queue }) => queue === 'general')?.backlog).toEqual(backlog)
})

test('a period that goes on ends now', async () => {
  const today = new Date().toISOString().slice(0, 10)
  const next = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)
  const { series, to, readAt } = await readInsights(world.env.db, owner, {
    from: today,
    to: next,
    timeZone: 'UTC',
  })
  expect(series).toHaveLength(1)
  expect(to).toBe(readAt)
})

test('second looks are counted by what they found, in the queue where they were', async () => {
  const first = await told({ openedAt: at('2024-05-01T10:00'), decidedAt: at('2024-05-01T11:00') })
  const { id } = await world.env.db.prisma.decision.create({
    data: {
      caseId: first.id,
      staffId: owner.id,
      epoch: 1,
      outcome: 'dismissed',
      reason: Buffer.from('x'),
      decidedAt: at('2024-05-01T11:00'),
    },
  })
  const again = { openedAt: at('2024-05-02T10:00'), decidedAt: at('2024-05-02T11:00'), reviewOfId: id }
  await told({ ...again, type: 'appeal', outcome: 'overturned' })
  await told({ ...again, type: 'sample', outcome: 'upheld' })
  const may = { from: '2024-05-01', to: '2024-05-31', timeZone: 'UTC' }
  const found = await readInsights(world.env.db, owner, may)
  expect(found.reviews).toEqual({
    appeals: { upheld: 0, overturned: 1 },
    samples: { upheld: 1, overturned: 0 },
  })
  expect(found.queues.find(({ queue }) => queue === 'general')?.reviews).toEqual(found.reviews)
  expect(linesOf(found)).toContainEqual(['appeals', '', 'overturn_rate', 1, 'share'])
  expect(found.outcomes).toEqual([{ reason: 'spam', acted: 0, dismissed: 1 }])
})

test('restricted queues are counted for their members and owners only, and left out without a trace', async () => {
  const day = { from: '2024-07-01', to: '2024-07-01', timeZone: 'UTC' }
  const opened = at('2024-07-01T10:00')
  await told({ openedAt: opened, decidedAt: at('2024-07-01T11:00'), queueId: 'emergency', reason: 'danger' })
  const auditor = await world.staff('auditor')
  const hidden = await readInsights(world.env.db, auditor, day)
  expect(hidden).toMatchObject({ partial: true, speed: { decided: 0 }, outcomes: [] })
  expect(hidden.queues.map(({ queue }) => queue)).not.toContain('emergency')
  expect(await readInsights(world.env.db, auditor, { ...day, queue: 'emergency' })).toMatchObject({
    speed: { decided: 0 },
    queues: [],
  })
  await world.env.db.prisma.queueMember.create({ data: { queueId: 'emergency', staffId: auditor.id } })
  const seen = await readInsights(world.env.db, auditor, day)
  expect(seen).toMatchObject({ partial: false, speed: { decided: 1 } })
})

test('one queue alone', async () => {
  const found = await readInsights(world.env.db, owner, { ...MARCH, queue: 'general' })
  expect(found.queues.map(({ queue }) => queue)).toEqual(['general'])
  expect(found.speed.decided).toBe(3)
})

test('nobody is named', async () => {
  const text = JSON.stringify(await readInsights(world.env.db, owner, MARCH))
  expect(text).not.toContain(owner.id)
  expect(text).not.toContain(owner.name)
})

test('teams of several people are told apart; numbers stay with the team that somebody was in then', async () => {
  const [ada, ben, eve, ivy, solo] = await Promise.all(Array.from({ length: 5 }, () => world.staff()))
  const { prisma } = world.env.db
  const team = async (name: string, ...members: (StaffActor | undefined)[]) => {
    const { id } = await prisma.team.create({ data: { name } })
    const ids = members.map((one) => one?.id ?? '')
    await prisma.staff.updateMany({ where: { id: { in: ids } }, data: { teamId: id } })
    return id
  }
  await team('North', ada, ben)
  const south = await team('South', eve, ivy)
  await team('Alone', solo)
  const decide = async (
    by: StaffActor | undefined,
    hours: number,
    about: Omit<Partial<Case>, 'decidedAt' | 'firstLookAt'> = {},
  ) => {
    const row = await told({
      openedAt: at('2023-05-01T00:00'),
      decidedAt: new Date(at('2023-05-01T00:00').getTime() + hours * HOUR_MS),
      ...about,
    })
    const decision = { caseId: row.id, staffId: by?.id ?? '', epoch: 1, reason: Buffer.from('x') }
    const outcome = row.outcome ?? 'dismissed'
    return await prisma.decision.create({
      data: { ...decision, outcome, decidedAt: row.decidedAt ?? new Date() },
    })
  }
  await decide(ada, 1)
  await decide(ben, 3)
  const first = await decide(eve, 5)
  await decide(ivy, 7)
  await decide(solo, 1)
  await decide(owner, 1)
  await decide(ada, 9, { type: 'appeal', reviewOfId: first.id, outcome: 'overturned' })
  await prisma.staff.updateMany({ where: { teamId: south }, data: { teamId: null } })

  const may = { from: '2023-05-01', to: '2023-05-01', timeZone: 'UTC' }
  const { teams } = await readInsights(world.env.db, owner, may)
  expect(teams).toEqual([
    expect.objectContaining({ name: 'North', decided: 3, late: 1, decisionMedian: 3 * HOUR_MS }),
    expect.objectContaining({ name: 'South', decided: 2, late: 2, reviews: null }),
    expect.objectContaining({ name: null, decided: 2, late: 0 }),
  ])
})
