import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FEWEST_PEOPLE } from './schema'
import { largeTeams } from './teams'

const pairs = fc.array(
  fc.record({
    team: fc.option(fc.constantFrom('a', 'b', 'c', 'd'), { nil: null }),
    staff: fc.constantFrom('1', '2', '3', '4', '5', '6', '7'),
  }),
)

test('no row is of fewer people than may be told, neither a team nor what is left over', () => {
  fc.assert(
    fc.property(pairs, (all) => {
      const shown = largeTeams(all)
      const people = (of: (team: string | null) => boolean) =>
        new Set(all.filter(({ team }) => of(team)).map(({ staff }) => staff)).size
      for (const team of shown) expect(people((one) => one === team)).toBeGreaterThanOrEqual(FEWEST_PEOPLE)
      const others = people((team) => team === null || !shown.includes(team))
      if (shown.length > 0) expect(others === 0 || others >= FEWEST_PEOPLE).toBe(true)
    }),
  )
})

const team = (name: string | null, ...staff: string[]) => staff.map((one) => ({ team: name, staff: one }))

test.each([
  ['teams of several stay', [...team('a', '1', '2'), ...team('b', '3', '4')], ['a', 'b']],
  [
    'one person’s team counts with those in none',
    [...team('a', '1', '2'), ...team('b', '3'), ...team(null, '4')],
    ['a'],
  ],
  [
    'the smallest team goes with a person who is left over',
    [...team('a', '1', '2'), ...team('b', '3', '4', '5'), ...team('c', '6')],
    ['b'],
  ],
  ['one team and one person are not told apart', [...team('a', '1', '2'), ...team(null, '3')], []],
  ['nobody decided', [], []],
])('%s', (_, all, shown) => {
  expect(largeTeams(all).toSorted()).toEqual(shown)
})
