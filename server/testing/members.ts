import { memberKey } from '@/server/actions/member/schema'
import { planAction } from '@/server/actions/plan'
import { startRunner } from '@/server/actions/runner'
import type { ActionName, LedgerItem } from '@/server/actions/schema'
import type { StaffActor } from '@/server/auth/actor'
import { decide, outcomeOf, perform } from '@/server/testing/actions'
import type { World } from '@/server/testing/world'

export type Members = ReturnType<typeof createMembers>

type Of = { groupId: string; userId: string }

const options = { operationId: 'test' }

/** People in and outside of groups, and `actor`'s actions on them. */
export function createMembers(world: World, actor: StaffActor) {
  const { openim } = world.env

  /** A group of `size`, and its `nth` person: 0 is the owner, the next `admins` are admins. */
  async function member(size = 4, nth = size - 1, admins = 1) {
    const { groupId, userIds } = await world.group(size, admins)
    const userId = userIds[nth] ?? ''
    return { groupId, userId, userIds, id: memberKey(groupId, userId) }
  }

  /** A group, and somebody registered who is not in it. */
  async function outsider() {
    const { groupId, userIds } = await world.group(3)
    const [userId = ''] = (await world.group(1)).userIds
    return { groupId, userId, userIds, id: memberKey(groupId, userId) }
  }

  /** A group, and somebody who applied to join it. */
  async function applicant() {
    const one = await outsider()
    await openim.joinRequests.apply(one.groupId, one.userId, { joinSource: 3 }, options)
    return { ...one, request: await requestOf(one) }
  }

  async function requestOf({ groupId, userId }: Of) {
    const { requests } = await openim.joinRequests.ofUser(userId, { page: 1, size: 10 }, options)
    return requests.find((request) => request.groupId === groupId)
  }

  const plan = (action: ActionName, id: string, input: unknown = {}) =>
    planAction(world.env, { action, subjectId: id, input }, 'test')

  const act = (action: ActionName, id: string, input: unknown = {}) =>
    perform(world, actor, action, id, input)

  return {
    member,
    outsider,
    applicant,
    requestOf,
    plan,
    act,

    /** The member as OpenIM has it; undefined for somebody who is not in the group. */
    async now({ groupId, userId }: Of) {
      return (await openim.groups.members.details(groupId, [userId], options))[0]
    },

    decide: (action: ActionName, id: string, input: unknown = {}) => decide(world, actor, action, id, input),

    /** Keys of what stands in the way. */
    async obstacles(...asked: Parameters<typeof plan>) {
      return (await plan(...asked)).obstacles.map(({ key }) => key)
    },

    /** The routes an action called, in order. */
    callsOf: ({ id }: LedgerItem) =>
      world.sandbox.calls
        .of()
        .filter((call) => call.operationID === id)
        .map((call) => call.route),

    takeBack({ inverse, subject }: LedgerItem) {
      if (inverse === null) throw new Error('it cannot be taken back')
      return act(inverse.action, subject.id, inverse.input)
    },

    /** Decides, lets something happen, and carries it out. */
    async overtaken(action: ActionName, id: string, input: unknown, meanwhile: () => Promise<unknown>) {
      const ledgerId = await decide(world, actor, action, id, input)
      await meanwhile()
      const runner = startRunner(world.env, { everyMs: 100 })
      const item = await outcomeOf(world, ledgerId, 60_000)
      await runner.stop()
      return item
    },
  }
}

/** Done by somebody else, whatever the released OpenIM answers to it. */
export const byHand = (work: Promise<unknown>) => work.catch(() => {})
