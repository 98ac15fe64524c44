import { readFileSync } from 'node:fs'
import { Pool } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ledgerItems, ledgerRow } from '@/server/actions/ledger'
import { messageId } from '@/server/actions/message/address'
import { startRunner } from '@/server/actions/runner'
import type { StaffActor } from '@/server/auth/actor'
import { decide, needNobodyElse, outcomeOf, perform } from '@/server/testing/actions'
import { batchesOf, batchIn, workers } from '@/server/testing/batches'
import { say } from '@/server/testing/chat'
import { testWorld, type World } from '@/server/testing/world'

let world: World
let lin: StaffActor
let owner: Pool
beforeAll(async () => {
  world = await testWorld()
  lin = await world.staff('moderator')
  await needNobodyElse(world, lin)
  owner = new Pool({ connectionString: world.database.url, max: 1 })
})
afterAll(async () => {
  await owner?.end()
  await world?.close()
})

const SAID = 'what only two should read'

async function said() {
  const { groupId, userIds } = await world.group(3)
  const [, sender = ''] = userIds
  return { groupId, sender, id: messageId(await say(world, sender, { groupId }, SAID)) }
}
const erase = (userId: string) =>
  world.env.db.prisma.personalKey.update({
    where: { subjectKind_subjectId: { subjectKind: 'user', subjectId: userId } },
    data: { wrapped: null },
  })

/** In which tables a text stands in clear. */
async function standsIn(text: string): Promise<string[]> {
  const found: string[] = []
  for (const table of [
    'ledger',
    'ledger_call',
    'ledger_event',
    'batch',
    'batch_item',
    'desired_state',
    'audit',
  ]) {
    const { rows } = await owner.query(`SELECT 1 FROM ${table} AS t WHERE t::text LIKE $1 LIMIT 1`, [
      `%${text}%`,
    ])
    if (rows.length > 0) found.push(table)
  }
  return found
}

test('what a message says stands sealed in the ledger, is shown, and goes with its sender', async () => {
  const { id, sender } = await said()
  const { id: ledgerId, subject } = await perform(world, lin, 'message.revoke', id)
  expect(subject).toEqual({ kind: 'message', id, name: SAID })
  expect(await standsIn(SAID)).toEqual([])
  await erase(sender)
  expect((await ledgerRow(world.env.db, ledgerId)).subject).toEqual({ kind: 'message', id, name: '' })
})

test('so it does in a batch, its example and its results', async () => {
  const messages = [await said(), await said()]
  const [first] = messages
  const work = workers(world)
  try {
    const batches = batchesOf(world, lin)
    const { batchId } = await batches.prepare({
      action: 'message.revoke',
      subjectIds: messages.map(({ id }) => id),
    })
    const planned = await batchIn(world, batchId, ['planned'])
    expect(planned.example?.name).toBe(SAID)
    await batches.start({ batchId, planHash: planned.planHash ?? '', reason: 'because of the test' })
    await batchIn(world, batchId, ['done'])
    const names = async () => (await batches.items({ batchId })).items.map(({ subject }) => subject.name)
    expect(await names()).toEqual([SAID, SAID])
    expect((await batches.list({})).items[0]?.example?.name).toBe(SAID)
    const rows = await ledgerItems(world.env.db, { batchId }, 10)
    expect(rows.map(({ subject, state }) => [subject.name, state])).toEqual([
      [SAID, 'verified'],
      [SAID, 'verified'],
    ])
    expect(await standsIn(SAID)).toEqual([])
    await erase(first?.sender ?? '')
    expect((await names()).sort()).toEqual(['', SAID])
  } finally {
    await work.close()
  }
})

test('the names of a page are opened by one query', async () => {
  const { id } = await said()
  const other = await said()
  const runner = startRunner(world.env, { everyMs: 200 })
  try {
    for (const one of [id, other.id]) await outcomeOf(world, await decide(world, lin, 'message.revoke', one))
  } finally {
    await runner.stop()
  }
  let queries = 0
  const { prisma } = world.env.db
  const personalKey = new Proxy(prisma.personalKey, {
    get(target, key) {
      queries += 1
      return Reflect.get(target, key)
    },
  })
  const watching = new Proxy(prisma, {
    get: (target, key) => (key === 'personalKey' ? personalKey : Reflect.get(target, key)),
  })
  const rows = await ledgerItems({ ...world.env.db, prisma: watching }, { subjectKind: 'message' }, 10)
  expect(rows.length).toBeGreaterThanOrEqual(2)
  expect(queries).toBe(1)
})

test('what stood in clear before goes, and the rows stay', async () => {
  const { id } = await said()
  const { id: ledgerId } = await perform(world, lin, 'message.revoke', id)
  await owner.query('ALTER TABLE ledger DISABLE TRIGGER USER')
  await owner.query(`UPDATE ledger SET plan = jsonb_set(plan, '{name}', $2::jsonb) WHERE id = $1`, [
    ledgerId,
    JSON.stringify(SAID),
  ])
  await owner.query('ALTER TABLE ledger ENABLE TRIGGER USER')
  expect(await standsIn(SAID)).toEqual(['ledger'])
  await owner.query(
    readFileSync('prisma/migrations/20261123130100_message_names_sealed/migration.sql', 'utf8'),
  )
  expect(await standsIn(SAID)).toEqual([])
  expect(await ledgerRow(world.env.db, ledgerId)).toMatchObject({
    state: 'verified',
    subject: { id, name: '' },
  })
})
