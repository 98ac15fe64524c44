import { expect, test, vi } from 'vitest'
import { makeKeyRegistry, nameOfKey } from './key-registry'

test('a key runs what the latest map gives it', () => {
  const registry = makeKeyRegistry()
  const older = vi.fn()
  const newer = vi.fn()
  registry.add(() => ({ j: older, k: older }))
  const remove = registry.add(() => ({ j: newer }))
  expect(registry.press({ key: 'j', timeStamp: 0 })).toBe(true)
  expect(registry.press({ key: 'k', timeStamp: 1 })).toBe(true)
  remove()
  registry.press({ key: 'j', timeStamp: 2 })
  expect([older.mock.calls.length, newer.mock.calls.length]).toEqual([2, 1])
})

test('a chord is two keys in short order', () => {
  const registry = makeKeyRegistry()
  const go = vi.fn()
  registry.add(() => ({ 'g r': go }))
  expect(registry.press({ key: 'g', timeStamp: 0 })).toBe(false)
  expect(registry.press({ key: 'r', timeStamp: 400 })).toBe(true)
  registry.press({ key: 'g', timeStamp: 1_000 })
  expect(registry.press({ key: 'r', timeStamp: 3_000 })).toBe(false)
  expect(go).toHaveBeenCalledTimes(1)
})

test('the second key of a chord that is none still counts for itself', () => {
  const registry = makeKeyRegistry()
  const run = vi.fn()
  registry.add(() => ({ r: run }))
  registry.press({ key: 'g', timeStamp: 0 })
  expect(registry.press({ key: 'r', timeStamp: 10 })).toBe(true)
})

test('a name without a function stands for nothing', () => {
  const registry = makeKeyRegistry()
  registry.add(() => ({ u: undefined }))
  expect(registry.press({ key: 'u', timeStamp: 0 })).toBe(false)
})

test.each([
  ['j', { code: 'KeyJ', key: 'j', shiftKey: false }],
  ['j', { code: 'KeyJ', key: 'о', shiftKey: false }],
  ['1', { code: 'Digit1', key: '&', shiftKey: false }],
  ['[', { code: 'BracketLeft', key: 'х', shiftKey: false }],
  ['?', { code: 'Slash', key: '?', shiftKey: true }],
  ['?', { code: 'Minus', key: '?', shiftKey: true }],
  ['J', { code: 'KeyJ', key: 'J', shiftKey: true }],
  ['Escape', { code: 'Escape', key: 'Escape', shiftKey: false }],
])('%s is found where it lies, whatever is written there', (name, event) => {
  expect(nameOfKey(event)).toBe(name)
})
