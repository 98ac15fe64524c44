import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StaffActor } from '@/server/auth/actor'
import { decideAs, openCase } from '@/server/testing/cases'
import { testWorld, type World } from '@/server/testing/world'
import { claimCase } from './claim'
import { countCases } from './counts'
import { listCases } from './list'
import { type CaseItem, caseListInput } from './schema'

let world: World
let ada: StaffActor
let ben: StaffActor

beforeAll(async () => {
  world = await testWorld()
  ada = await world.staff()
  ben = await world.staff()
  // Several opened in the same millisecond: the id breaks the tie.
  const reasons = [
    ['spam', 1],
    ['threat', 3],
    ['other', 0],
  ] as const
  for (let i = 0; i < 24; i += 1) {
    const [reason, severity] = reasons[i % 3] ?? reasons[0]
    const openedAt = new Date(1_700_000_000_000 + Math.floor(i / 4) * 1_000)
    const { id } = await openCase(world, { reason, severity, openedAt, reportsCount: (i * 7) % 5 })
    if (i % 6 === 0) await claimCase(world.env.db, { actor: i === 0 ? ada : ben, requestId: 'test' }, id)
    if (i % 6 === 5) {
      const { epoch } = await claimCase(world.env.db, { actor: ada, requestId: 'test' }, id)
      await decideAs(world, ada, { caseId: id, epoch })
    }
  }
})
afterAll(() => world.close())

/** All items of a filter, read in pages of `limit`. */
async function all(filter: object, limit: number): Promise<CaseItem[]> {
  const items: CaseItem[] = []
  let cursor: string | null = null
  do {
    const input = caseListInput.parse({ ...filter, cursor, limit })
    const page: { items: CaseItem[]; nextCursor: string | null } = await listCases(world.env.db, ada, input)
    items.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  return items
}

describe('the queue', () => {
  const states = ['open', 'closed'] as const
  const sorts = ['urgent', 'oldest', 'newest', 'reports'] as const

  test.each(states.flatMap((state) => sorts.map((sort) => [state, sort] as const)))(
    '%s by %s comes in order, whole and without repeats, however it is paged',
    async (state, sort) => {
      const whole = await all({ state, sort }, 100)
      expect(whole).toHaveLength(state === 'open' ? 20 : 4)
      const keys = {
        oldest: (item: CaseItem) => item.openedAt,
        newest: (item: CaseItem) => -item.openedAt,
        reports: (item: CaseItem) => -item.reports,
        urgent: (item: CaseItem) => 4 - item.severity,
      }
      if (state === 'open') {
        const values = whole.map(keys[sort])
        expect(values).toEqual([...values].sort((a, b) => a - b))
      }
      for (const limit of [1, 3, 7]) {
        expect((await all({ state, sort }, limit)).map((item) => item.id)).toEqual(
          whole.map((item) => item.id),
        )
      }
    },
  )

  test('filters by reason, kind and claim together', async () => {
    expect((await all({ reason: 'threat' }, 100)).every((item) => item.reason === 'threat')).toBe(true)
    expect(await all({ kind: 'user' }, 100)).toEqual([])
    expect((await all({ claim: 'mine' }, 100)).map((item) => item.claim?.name)).toEqual([ada.name])
    expect(await all({ claim: 'free' }, 100)).toHaveLength(16)
    expect(await all({ claim: 'free', reason: 'spam', kind: 'group' }, 100)).toHaveLength(4)
  })

  test('refuses a cursor of another order', async () => {
    const page = await listCases(world.env.db, ada, caseListInput.parse({ limit: 2 }))
    const input = caseListInput.parse({ sort: 'newest', limit: 2, cursor: page.nextCursor })
    await expect(listCases(world.env.db, ada, input)).rejects.toMatchObject({
      code: 'invalid',
      reason: 'cursor_invalid',
      field: 'cursor',
    })
  })

  test('counts what is open, mine and decided', async () => {
    expect(await countCases(world.env.db, ada)).toMatchObject({
      open: 20,
      mine: 1,
      decided: 0,
      queues: [{ id: 'general', open: 20 }],
    })
  })
})
