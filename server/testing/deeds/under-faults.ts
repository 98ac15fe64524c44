import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StaffActor } from '@/server/auth/actor'
import type { Role } from '@/server/auth/permissions'
import type { FaultRule } from '@/server/sandbox/faults'
import { perform } from '@/server/testing/actions'
import { crashRuns } from '@/server/testing/crash-runs'
import { type DeedCase, expectOnce } from '@/server/testing/deeds/deed'
import { FULL } from '@/server/testing/full'
import { testWorld, type World } from '@/server/testing/world'

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

const SAMPLED_POINTS = 1

type Quirks = keyof typeof SAMPLE

/**
 * Defines the tests of these actions while OpenIM is unwell and while workers are killed: one change, and a ledger that
 * tells the truth. `npm test` takes a sample of the faults and crash points, `npm run test:full` all of them.
 */
export function describeUnderFaults(cases: readonly DeedCase[], role: Role, versions: readonly Quirks[]) {
  describe.each(versions)('against OpenIM as %s', (quirks) => {
    let world: World
    let actor: StaffActor
    let runs: ReturnType<typeof crashRuns>

    beforeAll(async () => {
      world = await testWorld({ sandbox: { quirks }, settleMs: 400, timeoutMs: 600 })
      actor = await world.staff(role)
      runs = crashRuns(world, actor)
    })
    afterAll(async () => {
      await runs?.close()
      await world?.close()
    })

    /** Carries out a new one while `rule` strikes its call; it has to be seen to hold, and be done once. */
    async function performUnder(rule: FaultRule, prepare: DeedCase['prepare'], settleMs = 400) {
      const { env } = world
      const patient = { ...world, env: { ...env, config: { ...env.config, settleMs } } }
      const deed = await prepare({ world, actor })
      world.sandbox.addFaults([rule])
      const item = await perform(patient, actor, deed.action, deed.subjectId, deed.input)
      world.sandbox.faults.clear()
      expect(item).toMatchObject({ state: 'verified' })
      await expectOnce(world, deed, item)
      return item
    }

    describe.each(cases)('$name', ({ route, prepare }) => {
      test.each(FULL ? FAULTS : SAMPLE[quirks])(
        '%s once: verified, and changed once',
        { timeout: 60_000 },
        async (kind) => {
          await performUnder({ route, kind }, prepare)
        },
      )

      test.runIf(FULL)('a late call is waited for, and not sent again', { timeout: 60_000 }, async () => {
        const late: FaultRule = { route, kind: 'timeout-before', landsAfterMs: 4_000 }
        const item = await performUnder(late, prepare, 5_000)
        expect(await statesOf(world, item.id)).toContain('unknown')
      })
    })

    describe.runIf(FULL || quirks === 'main')('a worker is killed', () => {
      test.each(cases)('$name ends the same wherever it is', { timeout: 900_000 }, async ({ prepare }) => {
        const points = await runs.pointsOf(await prepare({ world, actor }), SAMPLED_POINTS)
        let hits = 0
        for (const point of points) {
          const deed = await prepare({ world, actor })
          const { item, isHit } = await runs.crashAt(deed, point)
          hits += isHit ? 1 : 0
          const ended = { state: expect.stringMatching(/^(verified|already_so)$/) }
          expect(item, JSON.stringify(point)).toMatchObject(ended)
          await expectOnce(world, deed, item)
        }
        // Polls are not equally many in every run.
        expect(hits).toBeGreaterThanOrEqual(Math.floor(points.length * 0.8))
      })
    })
  })
}

/** The states that an action went through, and those of what it waited for first (docs/decisions/021). */
async function statesOf({ env }: World, id: string): Promise<string[]> {
  const events = await env.db.prisma.ledgerEvent.findMany({
    where: { ledger: { OR: [{ id }, { firstForId: id }] } },
    select: { toState: true },
  })
  return events.map(({ toState }) => toState)
}
