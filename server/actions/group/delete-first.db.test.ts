import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { named, prepareBatch } from '@/server/actions/batch/prepare'
import { testGroups } from '@/server/actions/group/test-groups'
import { ledgerOfGroup } from '@/server/actions/ledger'
import { messageId } from '@/server/actions/message/address'
import { planAction } from '@/server/actions/plan'
import { startRunner } from '@/server/actions/runner'
import { cancelAction } from '@/server/actions/settle'
import type { StaffActor } from '@/server/auth/actor'
import type { Message } from '@/server/openim/message-schema'
import { decide, outcomeOf, perform } from '@/server/testing/actions'
import { approvalsWorld } from '@/server/testing/approvals'
import { say } from '@/server/testing/chat'
import { reportedOnce } from '@/server/testing/reported-message'
import { testWorld, type World } from '@/server/testing/world'
import { createCaller } from '@/server/trpc/root'
import { reportedMessages } from './reported'

const options = { operationId: 'test' }

const pulled = async ({ env }: World, { conversationId, seq }: Message, readerId: string) =>
  (await env.openim.messages.pull(readerId, conversationId, seq, seq, options))[0]

describe('reported messages of a group that is dismissed', () => {
  let world: World
  let lin: StaffActor
  let groups: ReturnType<typeof testGroups>
  beforeAll(async () => {
    world = await testWorld({ settleMs: 600, timeoutMs: 1_500 })
    lin = await world.staff()
    groups = testGroups(world)
  })
  afterAll(() => world?.close())

  const said = async (size = 4) => {
    const { groupId, userIds } = await world.group(size)
    const [owner = '', one = '', two = ''] = userIds
    const [first, second] = await Promise.all([
      say(world, one, { groupId }, 'the first'),
      say(world, two, { groupId }, 'the second'),
    ])
    return { groupId, owner, one, two, first, second }
  }

  test('are offered where their evidence is kept and nobody has deleted them, of open and closed cases', async () => {
    const { groupId, first, second, one } = await said()
    const third = await say(world, one, { groupId }, 'the third')
    const elsewhere = await said()
    const ids = [await reportedOnce(world, first), await reportedOnce(world, second, { closed: true })]
    await reportedOnce(world, third, { evidence: 'wanted' })
    await reportedOnce(world, elsewhere.first)
    const offered = await reportedMessages(world.env.db, lin.id, groupId)
    expect({ ...offered, subjectIds: offered.subjectIds.toSorted() }).toEqual({
      subjectIds: ids.toSorted(),
      total: 2,
    })
    await perform(world, lin, 'message.delete', ids[0] ?? '')
    expect(await reportedMessages(world.env.db, lin.id, groupId)).toEqual({ subjectIds: [ids[1]], total: 1 })
    const caller = createCaller({ actor: lin, requestId: 'test', env: world.env })
    expect(await caller.actions.reportedMessages({ groupId: 'none' })).toEqual({ subjectIds: [], total: 0 })
  })

  test('are each deleted by a row of their own, kept before, and the dismissal waits for them', async () => {
    const { groupId, first, second, owner } = await said()
    const deleteReported = [await reportedOnce(world, first), await reportedOnce(world, second)]
    const plan = await planAction(
      world.env,
      { action: 'group.dismiss', subjectId: groupId, input: { deleteReported } },
      'test',
    )
    expect(plan.consequences[0]).toEqual({ key: 'dismiss_deletes_first', values: { messages: 2 } })
    const item = await perform(world, lin, 'group.dismiss', groupId, { deleteReported })
    expect(item).toMatchObject({ state: 'verified', outcome: { facts: { people: 4 } } })
    expect(item.first.map(({ subjectId, state, media }) => ({ subjectId, state, media }))).toEqual(
      deleteReported.toSorted().map((subjectId) => ({ subjectId, state: 'verified', media: 'none' })),
    )
    const rows = await world.env.db.prisma.ledgerRow.findMany({ where: { firstForId: item.id } })
    for (const row of rows) {
      expect(row.settledAt?.getTime()).toBeLessThanOrEqual(item.sentAt ?? 0)
      expect(row).toMatchObject({ action: 'message.delete', staffId: lin.id, groupId })
      const { keptAt } = await world.env.db.prisma.keptMessage.findUniqueOrThrow({
        where: { ledgerId: row.id },
      })
      expect(keptAt.getTime()).toBeLessThanOrEqual(row.sentAt?.getTime() ?? 0)
    }
    // The group's page tells of them with the dismissal, which is the newest.
    expect((await ledgerOfGroup(world.env.db, groupId)).map(({ id }) => id)).toEqual([item.id])
    const caller = createCaller({ actor: lin, requestId: 'test', env: world.env })
    expect(await caller.ledger.get({ id: rows[0]?.id ?? '' })).toMatchObject({
      firstFor: { id: item.id, action: 'group.dismiss' },
      reason: 'because of the test',
    })
    expect((await pulled(world, first, owner))?.content ?? '').not.toContain('the first')
  })

  test('that cannot be deleted do not keep the group from being dismissed, and are told of', async () => {
    const { groupId, first } = await said()
    const lost = await reportedOnce(world, { ...first, seq: 9_999 })
    const there = await reportedOnce(world, first)
    const item = await perform(world, lin, 'group.dismiss', groupId, { deleteReported: [lost, there] })
    expect(item.state).toBe('verified')
    const states = Object.fromEntries(item.first.map(({ subjectId, state }) => [subjectId, state]))
    expect(states).toEqual({ [lost]: 'refused', [there]: 'verified' })
  })

  test('of protected people stay, and so does what is no reported message of this group', async () => {
    const { groupId, first, second, one } = await said()
    const elsewhere = await said()
    await world.env.db.prisma.personExtension.create({ data: { userId: one, protected: true } })
    const deleteReported = [
      await reportedOnce(world, first),
      await reportedOnce(world, elsewhere.first),
      messageId(second),
    ]
    const item = await perform(world, lin, 'group.dismiss', groupId, { deleteReported })
    expect(item).toMatchObject({ state: 'verified', first: [] })
    expect(await pulled(world, elsewhere.first, elsewhere.owner)).toMatchObject({ seq: elsewhere.first.seq })
    expect((await groups.now(groupId))?.status).toBe('dismissed')
  })

  test('cannot be asked for of many groups at once', async () => {
    const { groupId } = await said()
    const work = world.env.db.prisma.$transaction((tx) =>
      prepareBatch(
        tx,
        { actor: lin, requestId: 'test' },
        {
          action: 'group.dismiss',
          input: { deleteReported: ['sg_1#1'] },
          targets: named([groupId]),
        },
      ),
    )
    await expect(work).rejects.toMatchObject({ code: 'invalid' })
  })
})

test('taking a dismissal back in time takes back the deletions that have not begun', async () => {
  const world = await testWorld({ undoMs: 60_000 })
  const lin = await world.staff()
  const { groupId, userIds } = await world.group(3)
  const message = await say(world, userIds[1] ?? '', { groupId }, 'hello')
  const deleteReported = [await reportedOnce(world, message)]
  const ledgerId = await decide(world, lin, 'group.dismiss', groupId, { deleteReported })
  await world.env.db.prisma.$transaction((tx) => cancelAction(world.env, tx, ledgerId, lin, 'test'))
  const item = await outcomeOf(world, ledgerId)
  expect(item).toMatchObject({ state: 'cancelled', first: [{ state: 'cancelled' }] })
  expect((await reportedMessages(world.env.db, lin.id, groupId)).total).toBe(1)
  await world.close()
})

test('nothing is deleted before somebody agrees; media are looked for afterwards', async () => {
  const given = await approvalsWorld()
  const { world, lin, mara, as } = given
  const storage: Server = createServer((_, response) => void response.writeHead(206).end('x'))
  await new Promise<void>((resolve) => storage.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${portOf(storage)}/files`
  world.env.config = { ...world.env.config, openim: { ...world.env.config.openim, mediaUrl: base } }
  const { groupId, userIds } = await world.group(5)
  const size = { uuid: 'p', type: 'image/png', size: 4, width: 2, height: 2, url: `${base}/cat.png` }
  const content = { sourcePicture: size, bigPicture: size, snapshotPicture: size }
  const message = await say(world, userIds[1] ?? '', { groupId }, { contentType: 102, content })
  const input = { deleteReported: [await reportedOnce(world, message)] }
  const runner = startRunner(world.env, { everyMs: 100 })
  const { ledgerId } = await given.submit(lin, 'group.dismiss', groupId, { input })
  const { id: approvalId, interimId } = await given.requestOf(ledgerId)
  await outcomeOf(world, interimId ?? '')
  expect(await world.env.db.prisma.ledgerRow.count({ where: { action: 'message.delete' } })).toBe(0)
  await as(mara).approvals.approve({ approvalId, note: '' })
  const item = await outcomeOf(world, ledgerId)
  expect(item).toMatchObject({ state: 'verified', first: [{ state: 'verified', media: 'reachable' }] })
  expect(await as(mara).ledger.get({ id: item.first[0]?.id ?? '' })).toMatchObject({
    by: { id: mara.id },
    reason: 'because of the test',
  })
  await runner.stop()
  storage.close()
  await world.close()
})

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address()
  if (address === null || typeof address === 'string') throw new Error('it listens on no port')
  return address.port
}
