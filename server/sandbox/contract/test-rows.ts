import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SandboxOptions } from '../options'
import { makeWorld, play, type Row, type World } from './test-world'

/** One test for each row, in a world of its own. */
export function describeRows(name: string, rows: readonly Row[], options: SandboxOptions = {}): void {
  describe(name, () => {
    let world: World
    beforeEach(async () => {
      world = await makeWorld(options)
    })
    afterEach(() => world.sandbox.close())

    it.each(rows.map((row) => [row.path, row.says, row] as const))('%s: %s', async (_path, _says, row) => {
      const { got, want } = await play(world, row)
      expect(got).toBe(want)
    })
  })
}
