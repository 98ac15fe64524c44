import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testGroups } from '@/server/actions/group/test-groups'
import { startRunner } from '@/server/actions/runner'
import type { ActionName } from '@/server/actions/schema'
import { cancelAction } from '@/server/actions/settle'
import type { StaffActor } from '@/server/auth/actor'
import { DomainError } from '@/server/errors'
import { decide, outcomeOf } from '@/server/testing/actions'
import { testWorld, type World } from '@/server/testing/world'

/**
 * A lift returns a group to the status it had before the suspension, whatever was done to it meanwhile, and however many
 * decisions waited for OpenIM at once: every sequence is checked against the few lines below that say what is meant.
 */
const FULL = process.env.STEWARD_TEST_FULL === '1'

let world: World
let lin: StaffActor
let groups: ReturnType<typeof testGroups>

beforeAll(async () => {
  world = await testWorld({ settleMs: 400 })
  lin = await world.staff('admin')
  groups = testGroups(world)
})
afterAll(() => world.close())

type Decision = { action: ActionName; input?: object }
type Step = Decision | 'mute by hand' | 'unmute by hand' | 'work off' | 'cancel the last'

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ action: 'group.suspend' } as const) },
  { weight: 4, arbitrary: fc.constant({ action: 'group.lift' } as const) },
  { weight: 2, arbitrary: fc.constant({ action: 'group.dismiss' } as const) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Decision>(
      { action: 'group.restore', input: { status: 'prior' } },
      { action: 'group.restore', input: { status: 'suspended' } },
    ),
  },
  { weight: 2, arbitrary: fc.constantFrom<Step>('mute by hand', 'unmute by hand') },
  { weight: 3, arbitrary: fc.constant<Step>('work off') },
  { weight: 1, arbitrary: fc.constant<Step>('cancel the last') },
)

type Status = 'normal' | 'muted' | 'dismissed'

/** What a group is, and was: `before` the suspension that holds, and `kept` before its dismissal. */
class Meant {
  status: Status = 'normal'
  suspended = false
  before: Status | null = null
  kept: Status = 'normal'

  /** False where it is refused. */
  happens({ action, input }: Decision): boolean {
    if (action === 'group.restore') return this.restored(JSON.stringify(input).includes('suspended'))
    if (this.status === 'dismissed') return false
    if (action === 'group.suspend') return this.suspend()
    if (action === 'group.lift') return this.lift()
    this.kept = this.status
    this.status = 'dismissed'
    return true
  }

  private suspend(): boolean {
    if (this.suspended && this.status === 'muted') return false
    if (!this.suspended) this.before = this.status
    this.suspended = true
    this.status = 'muted'
    return true
  }

  private lift(): boolean {
    if (!this.suspended || this.before === null) return false
    this.status = this.before
    this.suspended = false
    this.before = null
    return true
  }

  private restored(asSuspended: boolean): boolean {
    if (this.status !== 'dismissed') return false
    if (asSuspended && !this.suspended) {
      this.suspended = true
      this.before = this.kept
    }
    this.status = this.suspended ? 'muted' : this.kept
    return true
  }
}

async function follow(steps: readonly Step[]): Promise<void> {
  const { groupId } = await world.group(2)
  const meant = new Meant()
  let waiting: { id: string; decision: Decision }[] = []

  async function workOff(): Promise<void> {
    const runner = startRunner(world.env, { everyMs: 50 })
    for (const { id, decision } of waiting) {
      const { state } = await outcomeOf(world, id)
      const expected = meant.happens(decision) ? /^(verified|already_so)$/ : /^refused$/
      expect(state, decision.action).toMatch(expected)
    }
    await runner.stop()
    waiting = []
    expect((await groups.now(groupId))?.status).toBe(meant.status)
  }

  for (const one of [...steps, 'work off' as const]) {
    if (one === 'work off') await workOff()
    else if (one === 'cancel the last') {
      const last = waiting.pop()
      if (last)
        await world.env.db.prisma.$transaction((tx) => cancelAction(world.env, tx, last.id, lin, 'test'))
    } else if (typeof one === 'string') {
      if (meant.status === 'dismissed') continue
      const isMute = one === 'mute by hand'
      await (isMute ? groups.muteByHand(groupId) : groups.unmuteByHand(groupId))
      meant.status = isMute ? 'muted' : 'normal'
    } else {
      try {
        waiting.push({ id: await decide(world, lin, one.action, groupId, one.input), decision: one })
      } catch (error) {
        // Refused before it is tried: nothing was written down.
        if (!(error instanceof DomainError) || error.reason !== 'obstacle') throw error
      }
    }
  }
}

test('a lift returns a group to the status it had before the suspension', { timeout: 900_000 }, async () => {
  const suspendedTwiceAtOnce: Step[] = ['mute by hand', { action: 'group.suspend' }, { action: 'group.lift' }]
  const cancelled: Step[] = [
    { action: 'group.suspend' },
    'cancel the last',
    'mute by hand',
    { action: 'group.suspend' },
    { action: 'group.dismiss' },
    'work off',
    { action: 'group.restore', input: { status: 'prior' } },
    { action: 'group.lift' },
  ]
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), follow), {
    numRuns: FULL ? 250 : 20,
    examples: [[suspendedTwiceAtOnce], [cancelled]],
    endOnFailure: !FULL,
  })
})
