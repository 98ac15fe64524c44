import { afterAll, beforeAll, expect, test } from 'vitest'
import { atRate, floodReport, prepareFlood } from '@/server/testing/flood'
import { postReport } from '@/server/testing/reports'
import { testWorld, type World } from '@/server/testing/world'

let world: World

beforeAll(async () => {
  world = await testWorld({ timeoutMs: 10_000 })
})
afterAll(() => world.close())

test('150 reports a second of 200 people about 50 others: none is lost, each of the 50 has one case', async () => {
  const owner = await world.staff('owner')
  const plan = await prepareFlood(world.env, { reporters: 200, subjects: 50 }, owner.id)
  const count = 900
  const numbers = new Set<string>()
  const statuses = new Set<number>()
  await atRate(150, count, async (n) => {
    const { token, body } = floodReport(plan, n)
    const sent = await postReport(world, token, body)
    statuses.add(sent.status)
    numbers.add(sent.body.number ?? '')
  })
  expect([...statuses]).toEqual([201])
  expect(numbers.size).toBe(count)
  const { prisma } = world.env.db
  const cases = await prisma.case.findMany({ select: { reportsCount: true, subjectKey: true } })
  expect(new Set(cases.map(({ subjectKey }) => subjectKey))).toEqual(new Set(plan.subjects))
  expect(cases).toHaveLength(50)
  expect(cases.reduce((sum, { reportsCount }) => sum + reportsCount, 0)).toBe(count)
  const stored = await prisma.report.findMany({ select: { number: true } })
  expect(new Set(stored.map(({ number }) => number))).toEqual(numbers)
  expect(await prisma.auditRow.count({ where: { action: 'report.received' } })).toBe(count)
})
