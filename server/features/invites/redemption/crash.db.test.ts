import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startRunner } from '@/server/actions/runner'
import { TAKEN_OVER_MS } from '@/server/features/invites/redemption/reserve'
import { databaseOutage, gateLedgerWrites, kill } from '@/server/testing/crash'
import { FULL } from '@/server/testing/full'
import { createInvites, type TestLink } from '@/server/testing/invites'
import { startTestProcess } from '@/server/testing/test-process'
import { testWorld, type World } from '@/server/testing/world'

/**
 * Whatever is killed or breaks in the middle: no use is lost or counted twice, nobody is in the group without a redemption,
 * and what was begun ends.
 */
const PEOPLE = 5
/** What `npm test` takes of it; `npm run test:full` takes all. */
const KILLED_AT = FULL ? (['timeout-before', 'timeout-after'] as const) : (['timeout-after'] as const)
const ANSWERS = ['timeout-before', 'timeout-after', 'reset-after', 'error-after', 'code-500-before'] as const
const SAMPLE = { main: ['timeout-after'], 'patch.16': ['error-after'] } as const
const INVITE = '/group/invite_user_to_group'

describe.each(['main', 'patch.16'] as const)('against OpenIM as %s', (quirks) => {
  let world: World
  let invites: ReturnType<typeof createInvites>
  beforeAll(async () => {
    world = await testWorld({ sandbox: { quirks }, settleMs: 400, timeoutMs: 2_000 })
    invites = createInvites(world)
  })
  afterAll(() => world.close())

  /** Everything that was begun has ended; uses, redemptions and the group agree. Gives who came. */
  async function expectAgreement(link: TestLink): Promise<string[]> {
    const { prisma } = world.env.db
    const redemptions = await prisma.redemption.findMany({
      where: { inviteId: link.id },
      include: { ledger: true },
    })
    expect(redemptions.filter(({ state }) => state === 'reserved')).toEqual([])
    const came = redemptions.filter(({ state }) => state === 'joined').map(({ userId }) => userId)
    const [, , ...guests] = await invites.inGroup(link.groupId)
    expect(guests.toSorted()).toEqual(came.toSorted())
    expect(await invites.usesOf(link)).toBe(came.length)
    expect(world.sandbox.store.counters.of(link.groupId).join ?? 0).toBe(came.length)
    for (const { ledger, createdAt } of redemptions) {
      expect(ledger?.state).toBe('verified')
      // What nobody ended was looked at by a worker soon enough.
      expect((ledger?.nextAt.getTime() ?? 0) - createdAt.getTime()).toBeLessThan(60_000)
    }
    return came
  }

  /** The time after which a worker looks at what nobody ended is over. */
  async function workedOff(link: TestLink): Promise<void> {
    const { prisma } = world.env.db
    const left = { groupId: link.groupId, state: 'sending', attempts: 1 } as const
    const open = await prisma.ledgerRow.findMany({ where: left })
    for (const { nextAt, createdAt } of open)
      expect(nextAt.getTime() - createdAt.getTime()).toBeLessThanOrEqual(TAKEN_OVER_MS + 1_000)
    await prisma.ledgerRow.updateMany({ where: left, data: { nextAt: new Date() } })
    const runner = startRunner(world.env, { everyMs: 100 })
    const reserved = () => prisma.redemption.count({ where: { inviteId: link.id, state: 'reserved' } })
    await expect.poll(reserved, { timeout: 30_000 }).toBe(0)
    await runner.stop()
  }

  /** A web process is killed while it lets people in, once `isThere`. */
  async function killedOnce(link: TestLink, userIds: string[], isThere: () => boolean | Promise<boolean>) {
    const web = await startTestProcess('server/testing/redeem-process.ts', { variables: world.variables })
    await once(web, 'message')
    web.send({ code: link.code, userIds })
    await expect.poll(async () => await isThere(), { timeout: 20_000, interval: 5 }).toBe(true)
    await kill(web)
  }

  test.runIf(FULL || quirks === 'main')(
    'the web process is killed before it has taken the uses: nothing happened',
    async () => {
      const link = await invites.link({ maxUses: PEOPLE })
      const gate = await gateLedgerWrites(world, 1, 'INSERT ON ledger')
      await killedOnce(link, await invites.people(PEOPLE), gate.reached)
      await gate.rollBack()
      expect(await expectAgreement(link)).toEqual([])
    },
  )

  test.each(KILLED_AT)(
    'the web process is killed at its call (%s): a worker ends what was begun',
    async (kind) => {
      const link = await invites.link({ maxUses: PEOPLE })
      const people = await invites.people(PEOPLE)
      world.sandbox.calls.clear()
      world.sandbox.addFaults([{ route: INVITE, kind, times: 1 }])
      const called = () =>
        world.sandbox.calls
          .of()
          .some(({ route, ran }) => route === INVITE && (ran || kind === 'timeout-before'))
      await killedOnce(link, people, called)
      world.sandbox.faults.clear()
      expect(await invites.usesOf(link)).toBe(PEOPLE)
      await workedOff(link)
      expect((await expectAgreement(link)).toSorted()).toEqual(people.toSorted())
    },
  )

  test.runIf(FULL || quirks === 'main')(
    'the web process is killed before it has ended them: a worker reads back',
    async () => {
      const link = await invites.link({ maxUses: PEOPLE })
      const people = await invites.people(PEOPLE)
      const gate = await gateLedgerWrites(world, 1)
      await killedOnce(link, people, gate.reached)
      await gate.rollBack()
      await workedOff(link)
      expect((await expectAgreement(link)).toSorted()).toEqual(people.toSorted())
    },
  )

  test.each(FULL ? ANSWERS : SAMPLE[quirks])(
    'OpenIM answers the call by %s: everybody comes in once',
    async (kind) => {
      const link = await invites.link({ maxUses: PEOPLE })
      const people = await invites.people(PEOPLE)
      const runner = startRunner(world.env, { everyMs: 100 })
      world.sandbox.addFaults([{ route: INVITE, kind, times: 1 }])
      const ends = await Promise.all(people.map((userId) => invites.redeem(link.code, userId)))
      world.sandbox.faults.clear()
      expect(ends.map((end) => end.kind)).toEqual(people.map(() => 'joined'))
      await runner.stop()
      await expectAgreement(link)
    },
  )

  test.runIf(FULL || quirks === 'main')(
    'PostgreSQL is restarted while people come in: all that was begun ends',
    async () => {
      const link = await invites.link({ maxUses: 60 })
      const people = await invites.people(120)
      const later = people.splice(60)
      const asked = people.map((userId) => invites.redeem(link.code, userId).catch(() => null))
      await expect.poll(() => invites.usesOf(link), { interval: 1, timeout: 10_000 }).toBeGreaterThan(0)
      await databaseOutage(world, 300)
      // Whoever was not reached by it is through; the others wait for a worker.
      await workedOff(link)
      await Promise.all(asked)
      await workedOff(link)
      const before = await expectAgreement(link)
      const more = await Promise.all(later.map((userId) => invites.redeem(link.code, userId)))
      expect(before.length + more.filter(({ kind }) => kind === 'joined').length).toBe(60)
      await expectAgreement(link)
    },
  )
})
