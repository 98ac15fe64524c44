import { expect, test } from 'vitest'
import { targetsOf } from './targets'

const first = {
  kind: 'message',
  key: 'sg_1#4',
  groupId: '1',
  userId: 'u',
  name: 'Ann',
  context: 'Chess club',
} as const

test('a message names its group, its sender there and anywhere', () => {
  expect(targetsOf([first])).toEqual({
    message: [{ id: 'sg_1#4', name: 'Ann' }],
    member: [{ id: '1/u', name: 'Ann' }],
    user: [{ id: 'u', name: 'Ann' }],
    group: [{ id: '1', name: 'Chess club' }],
  })
})

test('what several parts share is there once', () => {
  const group = { kind: 'group', key: '1', groupId: '1', userId: null, name: 'Chess', context: '' } as const
  const targets = targetsOf([group, first, { ...first, key: 'sg_1#5' }])
  expect(targets.message.map(({ id }) => id)).toEqual(['sg_1#4', 'sg_1#5'])
  expect(targets.user).toHaveLength(1)
  expect(targets.group).toEqual([{ id: '1', name: 'Chess' }])
})
