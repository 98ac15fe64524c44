import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { op, targets, World } from './test-world'

const dayMs = 86_400_000

describe.each(targets)('statistics, against OpenIM as %s', (target) => {
  let world: World
  beforeAll(async () => {
    world = await World.start(target)
  })
  afterAll(() => world.close())

  test('count what was made and what was said', async () => {
    const { groupId, owner } = await world.community()
    for (const text of ['one', 'two', 'three']) await world.say(groupId, owner, text)
    const now = Date.now()
    const within = { start: now - dayMs, end: now + dayMs }

    const people = await world.openim.statistics.newUsers(within, op)
    expect(sum(people.byDay)).toBeGreaterThanOrEqual(3)
    expect(people.total).toBe(people.before + sum(people.byDay))
    expect(sum((await world.openim.statistics.newGroups(within, op)).byDay)).toBeGreaterThanOrEqual(1)

    const senders = await world.openim.statistics.activeUsers(
      within,
      { count: 1_000, groupMessages: true },
      op,
    )
    expect(senders.top.find((one) => one.user.id === owner)?.messages).toBeGreaterThanOrEqual(3)
    expect(sum(senders.byDay)).toBe(senders.messages)
    const groups = await world.openim.statistics.activeGroups(within, { count: 1_000 }, op)
    expect(groups.top.find((one) => one.group.id === groupId)?.messages).toBeGreaterThanOrEqual(3)
  })

  test('of days without anything are empty', async () => {
    const within = { start: 1_000, end: 2_000 }
    const { total, before, byDay } = await world.openim.statistics.newUsers(within, op)
    expect({ before, days: byDay.size }).toEqual({ before: 0, days: 0 })
    expect(total).toBeGreaterThan(0)
    expect(await world.openim.statistics.activeGroups(within, { count: 5 }, op)).toEqual({
      messages: 0,
      groups: 0,
      byDay: new Map(),
      top: [],
    })
  })
})

function sum(byDay: ReadonlyMap<string, number>): number {
  return [...byDay.values()].reduce((total, count) => total + count, 0)
}
