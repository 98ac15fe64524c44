import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callsOf } from './test-every-call'
import { failureOf } from './test-failure-of'
import { type Fixture, fixtureOf } from './test-fixture'
import { refusals } from './test-refusals'
import { successes } from './test-successes'
import { op, targets, World } from './test-world'

/** These tell in their answer what went wrong, and are tested for it elsewhere. */
const tellsInAnswer = ['users.importAll', 'probe']

describe.each(targets)('every function of the client, against OpenIM as %s', (target) => {
  let world: World
  beforeAll(async () => {
    world = await World.start(target)
  })
  afterAll(() => world.close())

  test('is tried for its success and for a refusal', () => {
    const all = callsOf(world.openim).sort()
    expect(Object.keys(successes).sort()).toEqual(all)
    expect(Object.keys(refusals).sort()).toEqual(all.filter((path) => !tellsInAnswer.includes(path)))
  })

  test.each(Object.entries(successes))('%s does what it is for', async (_path, check) => {
    await check(world.openim, await fixtureOf(world))
  })

  describe('no is no', () => {
    let fixture: Fixture
    let before: unknown
    const state = async () => [
      await world.openim.groups.byId(fixture.groupId, op),
      await world.openim.groups.members.all(fixture.groupId, op),
      await world.openim.users.info([fixture.owner, fixture.guest], op),
    ]
    beforeAll(async () => {
      fixture = await fixtureOf(world)
      before = await state()
    })

    test.each(Object.entries(refusals))('%s', async (_path, { ask, by }) => {
      const error = await failureOf(ask(world.openim, fixture))
      expect(error).toMatchObject(
        by === 'us' ? { kind: 'refused', reason: 'arguments_invalid' } : { kind: 'refused', code: by },
      )
      expect(error.mayHaveLanded).toBe(false)
    })

    test('and nothing was changed', async () => expect(await state()).toEqual(before))
  })
})
