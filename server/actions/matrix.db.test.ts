import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startRunner } from '@/server/actions/runner'
import { ACTION_NAMES, type ActionName, type LedgerItem } from '@/server/actions/schema'
import type { StaffActor } from '@/server/auth/actor'
import { decide, needNobodyElse, outcomeOf } from '@/server/testing/actions'
import { chaos } from '@/server/testing/chaos'
import { databaseOutage } from '@/server/testing/crash'
import { ALL_DEEDS } from '@/server/testing/deeds/all'
import { expectOnce, type Prepared } from '@/server/testing/deeds/deed'
import { testWorld, type World } from '@/server/testing/world'

/**
 * All actions there are, at the same time, while PostgreSQL is restarted, calls take effect twice, or everything goes
 * wrong at random. `npm test` tries each of these once, `npm run test:full` against both versions of OpenIM and more often.
 * What happens to one action wherever a worker is killed stands in the tests beside it.
 */
const FULL = process.env.STEWARD_TEST_FULL === '1'
const CHAOS_ROUNDS = FULL ? 10 : 1
const options = { operationId: 'test' }
const TIMEOUT = { timeout: FULL ? 1_200_000 : 180_000 }

test('every action of the catalogue is tried', () => {
  const tried = new Set(ALL_DEEDS.map(({ action }) => action))
  expect(ACTION_NAMES.filter((name) => !tried.has(name))).toEqual([])
})

describe.each(['main', 'patch.16'] as const)('all actions at once against OpenIM as %s', (quirks) => {
  let world: World
  let ada: StaffActor

  beforeAll(async () => {
    world = await testWorld({ sandbox: { quirks, purgeDelayMs: 300 }, settleMs: 900, timeoutMs: 1_500 })
    ada = await world.staff('owner')
    await needNobodyElse(world, ada)
  })
  afterAll(() => world.close())

  type Decided = { name: string; deed: Prepared; ledgerId: string }

  async function decideAll(): Promise<Decided[]> {
    const decided: Decided[] = []
    const next = ALL_DEEDS.values()
    async function lane() {
      for (const { name, prepare } of next) {
        const deed = await prepare({ world, actor: ada })
        const ledgerId = await decide(world, ada, deed.action, deed.subjectId, deed.input)
        decided.push({ name, deed, ledgerId })
      }
    }
    await Promise.all([lane(), lane(), lane(), lane()])
    return decided
  }

  /** Waits for all of them; `check` throws for what is not as it should be. */
  async function expectEach(
    decided: readonly Decided[],
    check: (deed: Prepared, item: LedgerItem) => Promise<void>,
    where = '',
  ): Promise<void> {
    const wrong: string[] = []
    for (const { name, deed, ledgerId } of decided) {
      try {
        await check(deed, await outcomeOf(world, ledgerId, 60_000))
      } catch (error) {
        wrong.push(`${name}: ${error}`)
      }
    }
    expect(wrong, where).toEqual([])
  }

  const HELD = /^(verified|already_so)$/

  test.runIf(FULL || quirks === 'main')('PostgreSQL is restarted again and again', TIMEOUT, async () => {
    const decided = await decideAll()
    const errors: unknown[] = []
    const runner = startRunner(world.env, { everyMs: 100, onError: (error) => errors.push(error) })
    for (let nth = 0; nth < 4; nth++) {
      await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 250))
      await databaseOutage(world, 150)
    }
    await expectEach(decided, async (deed, item) => {
      expect(item.state, JSON.stringify(item.outcome)).toMatch(HELD)
      await expectOnce(world, deed, item)
    })
    await runner.stop()
    expect(errors.length).toBeGreaterThan(0)
  })

  test.runIf(FULL || quirks === 'patch.16')('each call takes effect twice', TIMEOUT, async () => {
    const decided = await decideAll()
    // Not the warning: a message is sent under an id of its own, which OpenIM stores once.
    const routes = new Set(ALL_DEEDS.map(({ route }) => route).filter((route) => route !== '/msg/send_msg'))
    world.sandbox.addFaults([...routes].map((route) => ({ route, kind: 'twice', times: 0 })))
    const runner = startRunner(world.env, { everyMs: 100 })
    await expectEach(decided, async (deed, item) => {
      expect(item.state, JSON.stringify(item.outcome)).toMatch(HELD)
      await deed.holds(item)
    })
    await runner.stop()
    world.sandbox.faults.clear()
  })

  /** One after the other on one group: what comes last is what holds. */
  async function decideInOrder() {
    const { groupId, userIds } = await world.group(5)
    const [, second = '', third = ''] = userIds
    const wanted: [ActionName, unknown][] = [
      ['group.suspend', {}],
      ['group.edit', { name: 'First name' }],
      ['group.transfer', { userId: second }],
      ['group.edit', { name: 'Second name' }],
      ['group.lift', {}],
      ['group.transfer', { userId: third }],
    ]
    const ledgerIds: string[] = []
    for (const [action, input] of wanted) ledgerIds.push(await decide(world, ada, action, groupId, input))
    return { groupId, third, ledgerIds }
  }

  async function expectOrder({ groupId, third, ledgerIds }: Awaited<ReturnType<typeof decideInOrder>>) {
    for (const id of ledgerIds) expect((await outcomeOf(world, id, 60_000)).state).toMatch(HELD)
    const group = await world.env.openim.groups.byId(groupId, options)
    expect(group).toMatchObject({ name: 'Second name', status: 'normal', ownerId: third })
    expect(await world.env.openim.groups.owners(groupId, options)).toHaveLength(1)
    const sent = world.sandbox.calls
      .of()
      .filter((call) => call.ran && ledgerIds.includes(call.operationID))
      .map((call) => ledgerIds.indexOf(call.operationID))
    expect(sent).toEqual(sent.toSorted((a, b) => a - b))
  }

  test.runIf(FULL || quirks === 'main')('everything goes wrong at random', TIMEOUT, async () => {
    for (let round = 0; round < CHAOS_ROUNDS; round++) {
      const decided = await decideAll()
      const ordered = await decideInOrder()
      world.sandbox.calls.clear()
      const { stop, told } = await chaos(world, { faults: 14, outages: 2, kills: FULL ? 2 : 1 })
      let held = 0
      await expectEach(
        decided,
        async (deed, item) => {
          if (!HELD.test(item.state)) return expect(deed.holds(item)).rejects.toThrow()
          held += 1
          await expectOnce(world, deed, item)
        },
        told,
      )
      // Four setbacks in a row end an action as failed, which is rare, and true.
      expect(held, told).toBeGreaterThan(decided.length * 0.8)
      await expectOrder(ordered)
      await stop()
    }
  })
})
