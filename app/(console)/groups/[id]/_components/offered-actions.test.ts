import { expect, test } from 'vitest'
import { actionToHold, offeredActions } from './offered-actions'

test('a dismissed group can only be restored, whatever its standing', () => {
  expect(offeredActions({ status: 'dismissed', standing: 'good' })).toEqual(['group.restore'])
  expect(offeredActions({ status: 'dismissed', standing: 'suspended' })).toEqual(['group.restore'])
})

test('a group that should be dismissed and is not can come back whole, or be dismissed again', () => {
  expect(offeredActions({ status: 'muted', standing: 'dismissed' })).toEqual([
    'group.restore',
    'group.dismiss',
  ])
})

test('a suspended group can be lifted, any other suspended', () => {
  expect(offeredActions({ status: 'muted', standing: 'suspended' })).toEqual(['group.lift', 'group.dismiss'])
  expect(offeredActions({ status: 'muted', standing: 'good' })).toEqual(['group.suspend', 'group.dismiss'])
  expect(offeredActions({ status: 'normal', standing: 'good' })).toEqual(['group.suspend', 'group.dismiss'])
})

test('only a limit can be applied again', () => {
  expect(actionToHold('suspended')).toBe('group.suspend')
  expect(actionToHold('dismissed')).toBe('group.dismiss')
  expect(actionToHold('good')).toBeNull()
  expect(actionToHold('under_review')).toBeNull()
})
