import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bothVersions, op, World } from './test-world'

const size = 10_000

/** Against the sandbox alone: a real server would keep these people for good. */
describe.each(bothVersions)('a group of 10,000, against OpenIM as %s', (version) => {
  let world: World
  let groupId: string
  let people: string[]
  beforeAll(async () => {
    world = await World.start(version)
    people = Array.from({ length: size }, () => world.fresh('u'))
    for (let n = 0; n < size; n += 1_000) {
      const batch = people.slice(n, n + 1_000).map((id) => ({ id, nickname: id }))
      await world.openim.users.register(batch, op)
    }
    const [ownerId = '', ...others] = people
    const group = { id: world.fresh('g'), name: 'Large', ownerId, adminIds: others.slice(0, 70) }
    groupId = await world.openim.groups.create({ ...group, memberIds: others.slice(70, 900) }, op)
    await world.say(groupId, ownerId, 'hello')
    const outcome = await world.openim.groups.inviteAll(groupId, people, { sendMessage: false }, op)
    expect(outcome).toMatchObject({ refused: [], unknown: [], notTried: [] })
    expect(outcome.joined).toHaveLength(size - 901)
  }, 120_000)
  afterAll(() => world.close())

  test('is read whole while people join and leave all the time', { timeout: 120_000 }, async () => {
    const guests = await world.people(400)
    const leaving = people.slice(-400)
    const moving = new Set([...guests, ...leaving])
    const another = world.client()
    const going = { on: true, moves: 0 }
    async function comeAndGo() {
      for (let n = 0; going.on && n < guests.length; n += 1) {
        await another.groups
          .invite(groupId, [guests[n] ?? ''], { sendMessage: false }, op)
          .catch(() => undefined)
        await another.groups.kick(groupId, [leaving[n] ?? ''], { sendMessage: false }, op)
        going.moves += 1
      }
    }
    const moves = comeAndGo()
    const reading = world.openim.groups.members.all(groupId, op)
    const all = await reading.finally(() => {
      going.on = false
    })
    await moves
    expect(going.moves).toBeGreaterThan(10)

    const ids = all.map((member) => member.userId)
    expect(new Set(ids).size).toBe(ids.length)
    const stayed = people.filter((id) => !moving.has(id))
    const read = new Set(ids)
    expect(stayed.filter((id) => !read.has(id))).toEqual([])
    // As it was at about one moment: the guests in the order they came, and about as many of the others out.
    const came = guests.filter((id) => read.has(id))
    const left = leaving.filter((id) => !read.has(id))
    expect(came).toEqual(guests.slice(0, came.length))
    expect(left).toEqual(leaving.slice(0, left.length))
    expect(Math.abs(came.length - left.length)).toBeLessThan(10)
    const roles = all.map((member) => member.role)
    expect(roles.filter((role) => role === 'owner')).toHaveLength(1)
    expect(roles.filter((role) => role === 'admin')).toHaveLength(70)
  })

  test('tells its owner and its 70 admins, whatever the order in a page', async () => {
    const leaders = await world.openim.groups.leaders(groupId, op)
    expect(new Set(leaders.map((member) => member.userId))).toEqual(new Set(people.slice(0, 71)))
  })

  test('has pages that together hold everybody once', async () => {
    const ids = await world.openim.groups.members.ids(groupId, op)
    const seen = new Set<string>()
    for (let page = 1; page <= Math.ceil(ids.length / 1_000); page += 1) {
      for (const { userId } of (await world.openim.groups.members.page(groupId, page, 1_000, op)).members)
        seen.add(userId)
    }
    expect(seen).toEqual(new Set(ids))
  })
})
