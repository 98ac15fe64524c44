import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { memberKey } from '@/server/actions/member/schema'
import { byHand, createMembers, type Members } from '@/server/testing/members'
import { testWorld, type World } from '@/server/testing/world'

const options = { operationId: 'test' }

describe.each(['main', 'patch.16'] as const)('requests to join, against OpenIM as %s', (quirks) => {
  let world: World
  let members: Members

  beforeAll(async () => {
    world = await testWorld({ sandbox: { quirks } })
    members = createMembers(world, await world.staff('admin'))
  })
  afterAll(() => world.close())

  describe('a request to join', () => {
    test('is accepted; taking back removes the person', async () => {
      const one = await members.applicant()
      const item = await members.act('member.accept', one.id, { requestedAt: one.request?.requestedAt })
      expect(item).toMatchObject({ state: 'verified', inverse: { action: 'member.kick' } })
      expect(await members.now(one)).toMatchObject({ role: 'member' })
      expect(await members.requestOf(one)).toMatchObject({ state: 'accepted' })
      expect((await members.takeBack(item)).state).toBe('verified')
      expect(await members.now(one)).toBeUndefined()
    })

    test('is refused, for good', async () => {
      const one = await members.applicant()
      const item = await members.act('member.refuse', one.id)
      expect(item).toMatchObject({ state: 'verified', inverse: null })
      expect(await members.requestOf(one)).toMatchObject({ state: 'refused' })
      expect(await members.now(one)).toBeUndefined()
    })

    test.each(['member.accept', 'member.refuse'] as const)(
      'has to be there and open for %s',
      async (action) => {
        const none = await members.outsider()
        expect(await members.obstacles(action, none.id)).toEqual(['no_request'])
        expect(await members.obstacles(action, memberKey(none.groupId, 'nobody'))).toEqual(['no_request'])
        const one = await members.applicant()
        expect(await members.obstacles(action, one.id, { requestedAt: 1 })).toEqual(['request_replaced'])
        await members.act('member.refuse', one.id)
        expect(await members.obstacles(action, one.id)).toEqual(['request_answered'])
      },
    )

    test('made anew meanwhile is not answered', async () => {
      const one = await members.applicant()
      const input = { requestedAt: one.request?.requestedAt }
      const item = await members.overtaken('member.accept', one.id, input, () =>
        world.env.openim.joinRequests.apply(one.groupId, one.userId, { joinSource: 3 }, options),
      )
      expect(item).toMatchObject({ state: 'refused', outcome: { code: 'request_replaced' } })
      expect(await members.now(one)).toBeUndefined()
    })

    test('of somebody who came in another way is only closed: nobody is removed for it', async () => {
      const one = await members.applicant()
      await byHand(world.env.openim.groups.invite(one.groupId, [one.userId], {}, options))
      expect(await members.act('member.accept', one.id)).toMatchObject({ state: 'verified', inverse: null })
    })

    test('lets nobody into a dismissed group', async () => {
      const one = await members.applicant()
      await members.act('group.dismiss', one.groupId)
      expect(await members.obstacles('member.accept', one.id)).toEqual(['dismissed_group'])
      expect((await members.act('member.refuse', one.id)).state).toBe('verified')
    })
  })
})
