import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nearness } from './nearness'

test('a name is as near as can be to itself, in any case, and nothing is nearer', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.string(), (name, other) => {
      fc.pre(name.trim() !== '')
      expect(nearness(name, name.toLowerCase())).toBe(nearness(name.toLowerCase(), name))
      expect(nearness(name, name)).toBe(1)
      expect(nearness(name, other)).toBeLessThanOrEqual(1)
      expect(nearness(name, other)).toBe(nearness(other, name))
    }),
  )
})

test.each([
  ['Berlin Flats & Rooms', 'Berlin Flats & Rooms 2', true],
  ['Berlin Flats & Rooms', 'BERLIN FLATS AND ROOMS', true],
  ['滨江夜跑团', '滨江夜跑二团', true],
  ['滨江夜跑团', '周末围棋俱乐部', false],
  ['Riverside Runners', 'Riverside Readers', true],
  ['Riverside Runners', 'Evening study circle', false],
])('%s and %s', (one, other, near) => {
  expect(nearness(one, other) >= 0.5).toBe(near)
})
