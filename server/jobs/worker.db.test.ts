import { afterEach, beforeEach, expect, test } from 'vitest'
import { catchUp } from '@/server/features/evidence/catch-up'
import { decide, outcomeOf } from '@/server/testing/actions'
import { say, tokenOf } from '@/server/testing/chat'
import { ofMessage, postReport } from '@/server/testing/reports'
import { testWorld, type World } from '@/server/testing/world'
import { startWorker, type Worker } from './worker'

let world: World
let worker: Worker | undefined

beforeEach(async () => {
  world = await testWorld()
})
afterEach(async () => {
  await worker?.stop()
  worker = undefined
  await world.close()
})

const evidenceStates = async () => {
  const rows = await world.env.db.prisma.evidence.findMany({
    include: { case: { include: { reports: true } } },
  })
  return rows.map((row) => [row.state, ...row.case.reports.map((report) => report.comparison)].join(' '))
}

async function reportedMessage() {
  const { groupId, userIds } = await world.group(3)
  const [owner = '', reporter = ''] = userIds
  const message = await say(world, owner, { groupId }, 'look here')
  const copy = { contentType: 101, content: message.content }
  const body = ofMessage(message, { copy })
  return { groupId, send: async () => await postReport(world, await tokenOf(world, reporter), body) }
}

test('a running worker fetches evidence, carries out actions and keeps the index', async () => {
  worker = await startWorker(world.env)
  const { groupId, send } = await reportedMessage()
  await send()
  await expect.poll(evidenceStates, { timeout: 10_000 }).toEqual(['stored match'])
  const ledgerId = await decide(world, await world.staff(), 'group.suspend', groupId)
  expect((await outcomeOf(world, ledgerId)).state).toBe('verified')
  const indexed = () => world.env.db.prisma.groupIndex.findUnique({ where: { groupId } })
  await expect.poll(async () => (await indexed())?.status, { timeout: 10_000 }).toBe('muted')
})

test('what was reported while no worker ran is fetched when one starts, and all groups are met', async () => {
  const { groupId, send } = await reportedMessage()
  await send()
  worker = await startWorker(world.env)
  await expect.poll(evidenceStates, { timeout: 10_000 }).toEqual(['stored match'])
  const count = () => world.env.db.prisma.groupIndex.count({ where: { groupId } })
  await expect.poll(count, { timeout: 10_000 }).toBe(1)
})

test('evidence stays wanted while OpenIM is away and is fetched when it is back', async () => {
  const { send } = await reportedMessage()
  await send()
  world.sandbox.addFaults([{ route: '/msg/pull_msg_by_seq', kind: 'code-500-before', times: 3 }])
  worker = await startWorker(world.env)
  await expect.poll(evidenceStates, { timeout: 25_000 }).toEqual(['stored match'])
})

test('what a killed worker left locked is asked for again', async () => {
  const { send } = await reportedMessage()
  await send()
  await age()
  expect(await catchUp(world.env.db)).toBe(1)
  worker = await startWorker(world.env)
  await expect.poll(evidenceStates, { timeout: 10_000 }).toEqual(['stored match'])
  expect(await catchUp(world.env.db)).toBe(0)
})

/** As if the job had been taken by a worker that was killed, two minutes ago. */
async function age() {
  const { Client } = await import('pg')
  const client = new Client({ connectionString: world.database.url })
  await client.connect()
  await client.query(`UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'killed'`)
  await client.query(`UPDATE "case" SET last_report_at = now() - interval '2 minutes'`)
  await client.query(`UPDATE report SET updated_at = now() - interval '2 minutes'`)
  await client.end()
}
