import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DesiredGroup, desiredAfter, INITIAL } from '@/server/actions/desired'
import { LEDGER_STATES } from '@/server/actions/schema'

const suspended: DesiredGroup = { standing: 'suspended', status: 'muted', liftTo: 'normal' }
const dismissed: DesiredGroup = { standing: 'dismissed', status: 'dismissed', liftTo: 'normal' }

const VOID = ['cancelled', 'refused', 'failed']
const desired = fc.constantFrom<DesiredGroup>(INITIAL, suspended, dismissed)
const row = fc.record({ state: fc.constantFrom(...LEDGER_STATES), desired, desiredBefore: desired })

test('a cancelled dismissal of a suspended group leaves it suspended', () => {
  const rows = [
    { state: 'verified', desired: suspended, desiredBefore: INITIAL },
    { state: 'cancelled', desired: dismissed, desiredBefore: suspended },
  ]
  expect(desiredAfter(rows)).toEqual(suspended)
})

test('two cancelled in a row return to what was desired before the first', () => {
  const rows = [
    { state: 'cancelled', desired: suspended, desiredBefore: INITIAL },
    { state: 'failed', desired: dismissed, desiredBefore: suspended },
  ]
  expect(desiredAfter(rows)).toEqual(INITIAL)
})

test('rows that came to nothing never decide what is desired', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1 }), (rows) => {
      const effective = rows.filter((one) => !VOID.includes(one.state))
      expect(desiredAfter(rows)).toEqual(effective.at(-1)?.desired ?? rows[0]?.desiredBefore)
    }),
  )
})
