import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StaffActor } from '@/server/auth/actor'
import { perform } from '@/server/testing/actions'
import { crashRuns } from '@/server/testing/crash-runs'
import { expectOnce } from '@/server/testing/deeds/deed'
import { PEOPLE_AND_MESSAGE_DEEDS } from '@/server/testing/deeds/people-and-messages'
import { testWorld, type World } from '@/server/testing/world'

/**
 * Actions on messages and people while OpenIM is unwell and while workers are killed: one change of state, and a ledger
 * that tells the truth. `npm test` takes a sample of the crash points, `npm run test:full` all of them.
 */
let world: World
let lin: StaffActor
beforeAll(async () => {
  world = await testWorld({ settleMs: 400, timeoutMs: 600 })
  lin = await world.staff('owner')
})
afterAll(() => world?.close())

/** All of them in `npm run test:full`; `npm test` takes the one that hides most. */
const FULL = process.env.STEWARD_TEST_FULL === '1'
const FAULTS = [
  'timeout-before',
  'timeout-after',
  'reset-before',
  'reset-after',
  'code-500-before',
  'code-500-after',
  'error-after',
] as const
const SAMPLE: readonly string[] = ['timeout-after']

describe.each(PEOPLE_AND_MESSAGE_DEEDS)('$action', ({ route, prepare }) => {
  test.each(FAULTS.filter((kind) => FULL || SAMPLE.includes(kind)))(
    '%s once: verified, and changed once',
    { timeout: 60_000 },
    async (kind) => {
      const deed = await prepare({ world, actor: lin })
      world.sandbox.addFaults([{ route, kind }])
      const item = await perform(world, lin, deed.action, deed.subjectId, deed.input)
      world.sandbox.faults.clear()
      expect(item).toMatchObject({ state: 'verified' })
      await expectOnce(world, deed, item)
    },
  )

  test.runIf(FULL)('a late call is waited for, and nothing is sent twice', { timeout: 60_000 }, async () => {
    const slow = { ...world, env: { ...world.env, config: { ...world.env.config, settleMs: 4_500 } } }
    const deed = await prepare({ world, actor: lin })
    world.sandbox.addFaults([{ route, kind: 'timeout-before', landsAfterMs: 3_200 }])
    const item = await perform(slow, lin, deed.action, deed.subjectId, deed.input)
    world.sandbox.faults.clear()
    expect(item).toMatchObject({ state: 'verified' })
    expect(item.events.map((event) => event.state)).toContain('unknown')
    await expectOnce(world, deed, item)
  })
})

const SAMPLED_POINTS = 1

describe('a worker is killed', () => {
  test.each(PEOPLE_AND_MESSAGE_DEEDS)(
    '$action ends the same wherever it is',
    { timeout: 900_000 },
    async ({ prepare }) => {
      const runs = crashRuns(world, lin)
      try {
        // Signing out repeats itself for every platform.
        const points = await runs.pointsOf(await prepare({ world, actor: lin }), SAMPLED_POINTS)
        let hits = 0
        for (const point of points) {
          const deed = await prepare({ world, actor: lin })
          const { item, isHit } = await runs.crashAt(deed, point)
          hits += isHit ? 1 : 0
          expect(item, JSON.stringify(point)).toMatchObject({
            state: expect.stringMatching(/^(verified|already_so)$/),
          })
          await expectOnce(world, deed, item)
        }
        expect(hits).toBeGreaterThanOrEqual(Math.floor(points.length * 0.8))
      } finally {
        await runs.close()
      }
    },
  )
})
