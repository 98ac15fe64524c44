import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StaffActor } from '@/server/auth/actor'
import { perform } from '@/server/testing/actions'
import { crashRuns } from '@/server/testing/crash-runs'
import { expectOnce } from '@/server/testing/deeds/deed'
import { MEMBER_DEEDS } from '@/server/testing/deeds/members'
import { testWorld, type World } from '@/server/testing/world'

/**
 * Actions on members while OpenIM is unwell and while workers are killed: one change, and a ledger that tells the truth.
 * `npm test` takes a sample of the faults and crash points, `npm run test:full` all of them.
 */
const FULL = process.env.STEWARD_TEST_FULL === '1'
const SAMPLED_POINTS = 1

const FAULTS = [
  'timeout-before',
  'timeout-after',
  'reset-before',
  'reset-after',
  'code-500-before',
  'code-500-after',
  'error-after',
] as const

/** What hides most; the released version answers errors for what took effect. */
const SAMPLE = { main: ['timeout-after'], 'patch.16': ['error-after'] } as const

describe.each(['main', 'patch.16'] as const)('against OpenIM as %s', (quirks) => {
  let world: World
  let lin: StaffActor

  beforeAll(async () => {
    world = await testWorld({ sandbox: { quirks }, settleMs: 400, timeoutMs: 600 })
    lin = await world.staff('admin')
  })
  afterAll(() => world.close())

  describe.each(MEMBER_DEEDS)('$action', ({ route, prepare }) => {
    test.each(FULL ? FAULTS : SAMPLE[quirks])(
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

    test.runIf(FULL)('a late call is waited for, and not sent again', { timeout: 60_000 }, async () => {
      const slow = { ...world, env: { ...world.env, config: { ...world.env.config, settleMs: 5_000 } } }
      const deed = await prepare({ world, actor: lin })
      world.sandbox.addFaults([{ route, kind: 'timeout-before', landsAfterMs: 4_000 }])
      const item = await perform(slow, lin, deed.action, deed.subjectId, deed.input)
      world.sandbox.faults.clear()
      expect(item).toMatchObject({ state: 'verified' })
      expect(item.events.map((event) => event.state)).toContain('unknown')
      await expectOnce(world, deed, item)
    })
  })

  describe.runIf(FULL || quirks === 'main')('a worker is killed', () => {
    test.each(MEMBER_DEEDS)(
      '$action ends the same wherever it is',
      { timeout: 900_000 },
      async ({ prepare }) => {
        const runs = crashRuns(world, lin)
        try {
          const points = await runs.pointsOf(await prepare({ world, actor: lin }), SAMPLED_POINTS)
          let hits = 0
          for (const point of points) {
            const deed = await prepare({ world, actor: lin })
            const { item, isHit } = await runs.crashAt(deed, point)
            hits += isHit ? 1 : 0
            const ended = { state: expect.stringMatching(/^(verified|already_so)$/) }
            expect(item, JSON.stringify(point)).toMatchObject(ended)
            await expectOnce(world, deed, item)
          }
          expect(hits).toBeGreaterThanOrEqual(Math.floor(points.length * 0.8))
        } finally {
          await runs.close()
        }
      },
    )
  })
})
