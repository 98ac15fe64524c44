import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LEDGER_STATES } from '@/server/actions/schema'
import { isOutcome, mayMove } from '@/server/actions/transitions'
import { perform } from '@/server/testing/actions'
import { testWorld, type World } from '@/server/testing/world'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

test('the database holds the same table', async () => {
  const { rows } = await world.database.pool.query<{ from: string; to: string; may: boolean }>(
    `SELECT f AS from, t AS to, ledger_may_move(f, t) AS may
     FROM unnest(enum_range(NULL::"LedgerState")) f, unnest(enum_range(NULL::"LedgerState")) t`,
  )
  expect(rows).toHaveLength(LEDGER_STATES.length ** 2)
  for (const from of LEDGER_STATES) {
    for (const to of LEDGER_STATES) {
      expect(rows.find((row) => row.from === from && row.to === to)?.may, `${from} → ${to}`).toBe(
        mayMove(from, to),
      )
    }
  }
})

test('an outcome is never written over, whatever tries', async () => {
  const lin = await world.staff()
  const { groupId } = await world.group(3)
  const { id } = await perform(world, lin, 'group.suspend', groupId)
  for (const state of LEDGER_STATES) {
    const change = world.database.pool.query('UPDATE ledger SET state = $2, outcome = NULL WHERE id = $1', [
      id,
      state,
    ])
    await expect(change, state).rejects.toThrow(/outcomes are final|may not become/)
  }
})

test('the audit refuses changes from the application and from the owner of the database', async () => {
  await expect(world.database.pool.query(`UPDATE audit SET action = 'x'`)).rejects.toThrow(
    /permission denied|append-only/,
  )
  await expect(world.database.pool.query('DELETE FROM audit')).rejects.toThrow(
    /permission denied|append-only/,
  )
  const { Client } = await import('pg')
  const owner = new Client({ connectionString: world.database.url })
  await owner.connect()
  await expect(owner.query('DELETE FROM audit')).rejects.toThrow(/append-only/)
  await expect(owner.query('TRUNCATE audit')).rejects.toThrow(/append-only/)
  await owner.end()
})

test('every walk through the table ends in an outcome or can go on', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...LEDGER_STATES), { maxLength: 30 }), (wishes) => {
      const end = wishes.reduce((state, wish) => (mayMove(state, wish) ? wish : state), 'planned')
      const ways = LEDGER_STATES.filter((to) => mayMove(end, to))
      expect(ways.length === 0).toBe(isOutcome(end))
    }),
  )
})
