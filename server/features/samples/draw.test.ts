import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { isDrawn } from './draw'

const ids = Array.from({ length: 20_000 }, () => randomUUID())
const drawn = (percent: number) => ids.filter((id) => isDrawn(id, percent)).length

test('none at 0 %, about so many of a hundred otherwise, and more never leaves one out', () => {
  expect(drawn(0)).toBe(0)
  expect(drawn(5) / ids.length).toBeGreaterThan(0.04)
  expect(drawn(5) / ids.length).toBeLessThan(0.06)
  for (const id of ids) if (isDrawn(id, 1)) expect(isDrawn(id, 5)).toBe(true)
})
