import { expect, test } from 'vitest'
import { ACTION_NAMES } from '@/server/actions/schema'
import { GROUP_STATUSES } from '@/server/features/groups/schema'
import { actionToHold, furtherActions, offeredActions } from './offered-actions'

const owned = { ownerless: false }

test('a dismissed group can only be restored, whatever its standing', () => {
  for (const standing of ['good', 'suspended'] as const) {
    const group = { status: 'dismissed' as const, standing, ownerless: true }
    expect(offeredActions(group)).toEqual(['group.restore'])
    expect(furtherActions(group)).toEqual([])
  }
})

test('a group that should be dismissed and is not can come back whole, or be dismissed again', () => {
  const group = { status: 'muted' as const, standing: 'dismissed' as const, ...owned }
  expect(offeredActions(group)).toEqual(['group.restore', 'group.dismiss'])
})

test('a suspended group can be lifted, any other suspended', () => {
  expect(offeredActions({ status: 'muted', standing: 'suspended', ...owned })).toEqual([
    'group.lift',
    'group.dismiss',
  ])
  expect(offeredActions({ status: 'muted', standing: 'good', ...owned })).toEqual([
    'group.suspend',
    'group.dismiss',
  ])
  expect(furtherActions({ status: 'normal', standing: 'good', ...owned })).toEqual([
    'group.edit',
    'group.announce',
    'group.transfer',
  ])
})

test('a group without an owner is repaired first', () => {
  const group = { status: 'normal' as const, standing: 'good' as const, ownerless: true }
  expect(offeredActions(group)).toEqual(['group.repair', 'group.suspend'])
  expect(furtherActions(group)).toEqual(['group.dismiss'])
})

test('nothing is offered twice, and nothing for a group that OpenIM no longer knows', () => {
  for (const status of GROUP_STATUSES)
    for (const standing of ['good', 'under_review', 'suspended', 'dismissed'] as const)
      for (const ownerless of [true, false]) {
        const group = { status, standing, ownerless }
        const all = [...offeredActions(group), ...furtherActions(group)]
        expect(new Set(all).size).toBe(all.length)
        expect(all.every((action) => ACTION_NAMES.includes(action))).toBe(true)
        if (status === 'gone') expect(all).toEqual([])
      }
})

test('only a limit can be applied again', () => {
  expect(actionToHold('suspended')).toBe('group.suspend')
  expect(actionToHold('dismissed')).toBe('group.dismiss')
  expect(actionToHold('good')).toBeNull()
  expect(actionToHold('under_review')).toBeNull()
})
