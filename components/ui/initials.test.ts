import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hueOf, initials } from './initials'

test.each([
  ['Lin Wei', 'LW'],
  ['dragon_king_88', 'DK'],
  ['Berlin Flats & Rooms (no agents)', 'BF'],
  ['Quant study circle', 'QS'],
  ['育儿交流 · 3–6 岁', '育'],
  ['夜跑小组 Night Runners', '夜'],
  ['مريم الخطيب', 'ما'],
  ['Sam', 'S'],
  ['', '?'],
  ['👋🏽', '?'],
])('%s is drawn as %s', (name, letters) => {
  expect(initials(name)).toBe(letters)
})

test('any name gives one or two letters and any id a hue', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const drawn = initials(text)
      expect(drawn.length).toBeGreaterThan(0)
      const hue = hueOf(text)
      expect(hue).toBeGreaterThanOrEqual(0)
      expect(hue).toBeLessThan(360)
    }),
  )
})
