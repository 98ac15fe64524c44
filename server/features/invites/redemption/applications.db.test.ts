import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { memberKey } from '@/server/actions/member/schema'
import { startRunner } from '@/server/actions/runner'
import { decide } from '@/server/testing/actions'
import { createInvites, type TestLink } from '@/server/testing/invites'
import { testWorld, type World } from '@/server/testing/world'
import { settleApplications } from './applications'
import { redemptionsNow } from './now'

/** What becomes of applications that people made by links, once their groups answer them. */
let world: World
let invites: ReturnType<typeof createInvites>
let runner: ReturnType<typeof startRunner>
beforeAll(async () => {
  world = await testWorld({ timeoutMs: 5_000 })
  invites = createInvites(world)
  runner = startRunner(world.env, { everyMs: 50 })
})
afterAll(async () => {
  await runner.stop()
  await world.close()
})

const options = { operationId: 'test' }
const prisma = () => world.env.db.prisma

/** People who applied by the link, each with their redemption. */
async function applicants(link: TestLink, count: number): Promise<{ userId: string; id: string }[]> {
  const people = await invites.people(count)
  return await Promise.all(
    people.map(async (userId) => {
      const end = await invites.redeem(link.code, userId)
      if (end.kind !== 'applied') throw new Error(`${userId} is ${end.kind}`)
      return { userId, id: end.redemptionId }
    }),
  )
}

const answer = (link: TestLink, { userId }: { userId: string }, state: 'accepted' | 'refused') =>
  world.env.openim.joinRequests
    .respond({ groupId: link.groupId, userId }, { state }, options)
    // The released OpenIM answers an error for what succeeded.
    .catch(() => undefined)

const settle = () => settleApplications(world.env, new AbortController().signal)
const now = async ({ id }: { id: string }) => (await redemptionsNow(world.env.db, [id])).get(id)

test('a refusal gives the use back by itself, once; who was accepted has come; the others wait', async () => {
  const link = await invites.link({ mode: 'apply', maxUses: 4 })
  const [refused, accepted, left, open] = await applicants(link, 4)
  if (!refused || !accepted || !left || !open) throw new Error('somebody is missing')
  await answer(link, refused, 'refused')
  await answer(link, accepted, 'accepted')
  await answer(link, left, 'accepted')
  await world.env.openim.groups.kick(link.groupId, [left.userId], { sendMessage: false }, options)
  await Promise.all([settle(), settle()])
  expect(await now(refused)).toMatchObject({
    kind: 'refused',
    why: 'application_refused',
    reference: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{8}$/),
  })
  expect(await Promise.all([accepted, left, open].map(now))).toMatchObject([
    { kind: 'joined' },
    { kind: 'joined' },
    { kind: 'applied' },
  ])
  expect(await invites.usesOf(link)).toBe(3)
  const audits = await prisma().auditRow.findMany({ where: { subjectId: link.id } })
  expect(audits).toMatchObject([
    { action: 'invite.use_returned', actorKind: 'system', after: { why: 'application_refused' } },
  ])
  expect(await invites.redeem(link.code, open.userId)).toMatchObject({ why: 'already_applied' })
  expect(await invites.redeem(link.code, left.userId)).toMatchObject({ why: 'once_used' })
  // One that waits is not asked about at once again.
  const { lookAt } = await prisma().redemption.findUniqueOrThrow({ where: { id: open.id } })
  expect(lookAt?.getTime()).toBeGreaterThan(Date.now() + 30_000)
  // The use is there for somebody else, and the person may try again.
  expect(await invites.redeem(link.code, refused.userId)).toMatchObject({ kind: 'applied' })
  expect(await invites.usesOf(link)).toBe(4)
})

test('one that was replaced by another link’s holds no use, and one of a person who is gone neither', async () => {
  const first = await invites.link({ mode: 'apply' })
  const second = await invites.link({ mode: 'apply', groupId: first.groupId })
  const [again, gone] = await applicants(first, 2)
  if (!again || !gone) throw new Error('somebody is missing')
  await answer(first, again, 'refused')
  expect(await invites.redeem(second.code, again.userId)).toMatchObject({ kind: 'applied' })
  world.sandbox.store.users.delete(gone.userId)
  await settle()
  expect(await Promise.all([again, gone].map(now))).toMatchObject([{ kind: 'refused' }, { kind: 'refused' }])
  expect(await Promise.all([first, second].map(invites.usesOf))).toEqual([0, 1])
})

test('an answer by staff is seen at once, and nothing is settled while OpenIM is away', async () => {
  const link = await invites.link({ mode: 'apply' })
  const [one] = await applicants(link, 1)
  if (!one) throw new Error('nobody applied')
  await settle()
  const lin = await world.staff('admin')
  const id = await decide(world, lin, 'member.refuse', memberKey(link.groupId, one.userId))
  const end = () => prisma().ledgerRow.findUniqueOrThrow({ where: { id } })
  await expect.poll(async () => (await end()).state, { timeout: 10_000 }).toBe('verified')
  // Not as the application, which may not read them.
  const client = new Client({ connectionString: world.database.url })
  await client.connect()
  const job = "SELECT 1 FROM graphile_worker.jobs WHERE key = 'invites.applications'"
  expect((await client.query(job)).rowCount).toBe(1)
  await client.end()
  world.sandbox.setDown(true)
  await settle()
  world.sandbox.setDown(false)
  expect(await now(one)).toMatchObject({ kind: 'applied' })
  // The next run looks at it again.
  const { lookAt } = await prisma().redemption.findUniqueOrThrow({ where: { id: one.id } })
  expect(lookAt).toBeNull()
})
