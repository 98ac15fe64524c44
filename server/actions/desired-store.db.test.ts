import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CATALOGUE } from '@/server/actions/catalogue'
import { type DesiredGroup, desiredGroup, INITIAL } from '@/server/actions/desired'
import { lockDesired, lockOneDesired, refreshDesired } from '@/server/actions/desired-store'
import { LEDGER_STATES } from '@/server/actions/schema'
import { isOutcome } from '@/server/actions/transitions'
import type { StaffActor } from '@/server/auth/actor'
import { testWorld, type World } from '@/server/testing/world'

let world: World
let staff: StaffActor
beforeAll(async () => {
  world = await testWorld()
  staff = await world.staff()
})
afterAll(() => world?.close())

const suspended: DesiredGroup = { ...INITIAL, standing: 'suspended', status: 'muted', liftTo: 'normal' }
const dismissed: DesiredGroup = { ...INITIAL, standing: 'dismissed', status: 'dismissed' }
const WANTS_NOTHING = ['awaiting_approval', 'cancelled', 'refused', 'failed']

type Row = { state: (typeof LEDGER_STATES)[number]; desired: DesiredGroup; desiredBefore: DesiredGroup }

/** What is desired of a group with these ledger rows, oldest first. */
async function desiredAfter(rows: readonly Row[]) {
  const subjectId = crypto.randomUUID()
  const now = new Date()
  await world.env.db.prisma.ledgerRow.createMany({
    data: rows.map(({ state, desired, desiredBefore }, at) => ({
      subjectKind: 'group' as const,
      subjectId,
      groupId: subjectId,
      seq: at + 1,
      action: 'group.suspend',
      input: {},
      state,
      plannedVersion: at,
      desired,
      desiredBefore,
      plan: { name: 'Group' },
      staffId: staff.id,
      reason: new Uint8Array(),
      dueAt: now,
      nextAt: now,
      settledAt: isOutcome(state) ? now : null,
    })),
  })
  return await world.env.db.prisma.$transaction(async (tx) => {
    const subject = { kind: 'group', id: subjectId } as const
    await refreshDesired(tx, subject, await lockOneDesired(tx, subject))
    return (await lockDesired(tx, 'group', [subjectId])).get(subjectId)?.desired
  })
}

test('a cancelled dismissal of a suspended group leaves it suspended', async () => {
  const rows = [
    { state: 'verified', desired: suspended, desiredBefore: INITIAL },
    { state: 'cancelled', desired: dismissed, desiredBefore: suspended },
  ] as const
  expect(await desiredAfter(rows)).toEqual(suspended)
})

test('rows that wait are put on what came of the one before', async () => {
  const mutedByHand: DesiredGroup = { ...suspended, liftTo: 'muted' }
  const rows = [
    { state: 'verified', desired: mutedByHand, desiredBefore: INITIAL },
    { state: 'planned', desired: suspended, desiredBefore: suspended },
  ] as const
  expect(await desiredAfter(rows)).toEqual(mutedByHand)
})

/** What a suspension makes of what was desired before it. */
const suspendedFrom = (before: DesiredGroup) => CATALOGUE['group.suspend'].desired(before, {}, null)

test('rows that want nothing, yet or any more, never decide what is desired', async () => {
  const desired = fc.constantFrom<DesiredGroup>(INITIAL, suspended, dismissed)
  const row = fc.record({ state: fc.constantFrom(...LEDGER_STATES), desired, desiredBefore: desired })
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), async (rows) => {
      const wanted = rows.filter((one) => !WANTS_NOTHING.includes(one.state))
      const held = wanted.findLastIndex((one) => isOutcome(one.state))
      const base = wanted[held]?.desired ?? rows[0]?.desiredBefore ?? INITIAL
      const waiting = wanted.slice(held + 1)
      const expected = waiting.reduce((before) => desiredGroup.parse(suspendedFrom(before)), base)
      expect(await desiredAfter(rows)).toEqual(expected)
    }),
    { numRuns: 40 },
  )
})
