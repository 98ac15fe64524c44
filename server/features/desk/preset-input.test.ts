import { expect, test } from 'vitest'
import { presetInput, presetsOf } from './preset-input'

test('an end is a time', () => {
  expect(presetInput({ lastsMs: 1_000 }, 5_000)).toEqual({ until: 6_000 })
  expect(presetInput({ lastsMs: null }, 5_000)).toEqual({})
})

test('a queue has its own presets, and under the other keys those that hold everywhere', () => {
  const preset = (queueId: string | null, slot: number) => ({ queueId, slot })
  const all = [preset(null, 2), preset(null, 1), preset('general', 3), preset('general', 1), preset('x', 4)]
  expect(presetsOf(all, 'general')).toEqual([preset('general', 1), preset(null, 2), preset('general', 3)])
  expect(presetsOf(all, 'unknown')).toEqual([preset(null, 1), preset(null, 2)])
})
