import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mutedSeconds, runningMute, sameMuteEnd } from '@/server/actions/mute-end'

const NOW = 1_800_000_000_000
const time = fc.integer({ min: NOW, max: NOW + 400_000_000_000 })

test('a mute sent for its whole seconds ends as wanted, wherever OpenIM gets it within seconds', () => {
  fc.assert(
    fc.property(time, fc.integer({ min: 0, max: 3_900 }), (until, late) => {
      const shown = NOW + late + mutedSeconds(until, NOW) * 1_000
      expect(sameMuteEnd(shown, until)).toBe(true)
      expect(shown).toBeGreaterThanOrEqual(until)
    }),
  )
})

test('another end, an end of long ago and none are not the wanted one', () => {
  expect(sameMuteEnd(NOW + 5_001, NOW)).toBe(false)
  expect(sameMuteEnd(0, NOW)).toBe(false)
  expect(sameMuteEnd(null, NOW)).toBe(false)
})

test('a mute runs until its end', () => {
  expect(runningMute(NOW + 1, NOW)).toBe(NOW + 1)
  expect(runningMute(NOW, NOW)).toBeNull()
  expect(runningMute(null, NOW)).toBeNull()
  expect(runningMute(undefined, NOW)).toBeNull()
})

test('an end that has passed has no seconds left', () => {
  expect(mutedSeconds(NOW + 1, NOW)).toBe(1)
  expect(mutedSeconds(NOW, NOW)).toBeLessThan(1)
})
