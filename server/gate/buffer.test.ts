import { expect, test } from 'vitest'
import { createHintBuffer } from './buffer'

const hint = (id: string) => ({ hints: [{ kind: 'group' as const, id }], dismissal: null })
const dismissal = (groupId: string, size: number) => ({
  hints: [],
  dismissal: { groupId, ownerId: 'o', memberIds: Array.from({ length: size }, (_, n) => `u${n}`) },
})

test('who is told of again takes no more room', () => {
  const buffer = createHintBuffer()
  for (let at = 1; at <= 50; at += 1) buffer.add('c', hint('g'), at)
  expect(buffer.waiting()).toBe(1)
  const { hints, seen } = buffer.take()
  expect([...hints.values()]).toEqual([{ kind: 'group', id: 'g', receivedAt: 50 }])
  expect([...seen]).toEqual([['c', { at: 50, calls: 50 }]])
  expect([buffer.isEmpty(), buffer.waiting(), buffer.dropped()]).toEqual([true, 0, 0])
})

test('a flood stays within its limits and is counted', () => {
  const buffer = createHintBuffer({ waiting: 100, toldIds: 50 })
  for (let n = 0; n < 1_000; n += 1) buffer.add('c', hint(`g${n}`), n)
  for (let n = 0; n < 10; n += 1) buffer.add('d', dismissal(`d${n}`, 20), n)
  const { hints, dismissals } = buffer.take()
  expect([hints.size, dismissals.length, buffer.dropped()]).toEqual([100, 2, 908])
})

test('what could not be written goes back, beside what came meanwhile', () => {
  const buffer = createHintBuffer({ waiting: 3, toldIds: 50 })
  buffer.add('c', hint('a'), 1)
  buffer.add('c', hint('b'), 2)
  buffer.add('d', dismissal('g', 40), 3)
  const taken = buffer.take()
  buffer.add('c', hint('b'), 5)
  buffer.add('c', hint('x'), 6)
  buffer.add('c', hint('y'), 7)
  buffer.putBack(taken)
  const { hints, dismissals, seen } = buffer.take()
  expect([...hints.values()].map(({ id, receivedAt }) => [id, receivedAt])).toEqual([
    ['b', 5],
    ['x', 6],
    ['y', 7],
  ])
  expect(dismissals).toHaveLength(1)
  expect([seen.get('c'), seen.get('d')]).toEqual([
    { at: 7, calls: 5 },
    { at: 3, calls: 1 },
  ])
  expect(buffer.dropped()).toBe(1)
})
