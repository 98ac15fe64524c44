import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { failureOf } from './test-failure-of'
import { op, targets, World } from './test-world'

describe.each(targets)('announcements, against OpenIM as %s', (target) => {
  let world: World
  beforeAll(async () => {
    world = await World.start(target)
  })
  afterAll(() => world.close())

  async function account() {
    const id = world.fresh('n')
    return world.openim.notificationAccounts.add({ id, nickname: `News ${id}` }, op)
  }

  test('accounts for them are added once, renamed and found', async () => {
    const { notificationAccounts } = world.openim
    const { id, appLevel, nickname } = await account()
    expect({ appLevel, nickname }).toEqual({ appLevel: 3, nickname: `News ${id}` })
    expect(await failureOf(notificationAccounts.add({ id, nickname: 'again' }, op))).toMatchObject({
      kind: 'refused',
      code: 1001,
    })
    await notificationAccounts.update(id, { nickname: `Notices ${id}` }, op)
    for (const keyword of [id, `Notices ${id}`]) {
      const found = await notificationAccounts.search({ keyword, page: 1, size: 10 }, op)
      expect(found).toMatchObject({ total: 1, accounts: [{ id, nickname: `Notices ${id}` }] })
    }
    const unknown = notificationAccounts.update(world.fresh('n'), { nickname: 'x' }, op)
    expect(await failureOf(unknown)).toMatchObject({ kind: 'refused', code: 1001 })
  })

  test('say whom they reached and whom not', async () => {
    const sender = await account()
    const [a = '', b = ''] = await world.people(2)
    const nobody = world.fresh('u')
    const text = { kind: 'text', text: 'hello' } as const
    const { sent, failed } = await world.openim.broadcast.toPeople(sender, [a, nobody, b], text, {}, op)
    expect(sent.map((one) => one.userId).sort()).toEqual([a, b].sort())
    expect(sent[0]?.serverMsgId).toBeTruthy()
    expect(failed).toEqual([nobody])

    const announcement = { kind: 'announcement', title: 'Maintenance', text: 'tonight' } as const
    const told = await world.openim.broadcast.toPeople(sender, [a, b], announcement, {}, op)
    expect(told.sent.map((one) => one.userId).sort()).toEqual([a, b].sort())
    expect(told.failed).toEqual([])
  })

  test('come from nobody but an account for them', async () => {
    const [a = '', b = ''] = await world.people(2)
    const body = { kind: 'announcement', title: 'x', text: 'y' } as const
    const asked = world.openim.broadcast.toPeople({ id: a, nickname: 'a' }, [b], body, {}, op)
    expect(await failureOf(asked)).toMatchObject({ kind: 'refused', reason: 'no_permission' })
  })
})
