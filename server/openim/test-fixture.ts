import { groupConversationId } from './conversation-id'
import type { Message } from './message-schema'
import { op, type World } from './test-world'

/** A group with people in every role, a message, and people outside of it. */
export interface Fixture {
  groupId: string
  conversationId: string
  owner: string
  admin: string
  member: string
  /** The other ordinary member, who wrote `message`. */
  writer: string
  message: Message
  /** Registered, and in no group. */
  guest: string
  /** Has applied to join. */
  applicant: string
  account: string
  /** Ids that OpenIM does not have. */
  noUser: string
  noGroup: string
}

export async function fixtureOf(world: World): Promise<Fixture> {
  const { groupId, owner, admin, others } = await world.community(4)
  const [member = '', writer = ''] = others
  const [guest = '', applicant = ''] = await world.people(2)
  const account = world.fresh('n')
  await world.openim.notificationAccounts.add({ id: account, nickname: `News ${account}` }, op)
  await world.openim.joinRequests.apply(groupId, applicant, { joinSource: 3 }, op)
  const message = await world.say(groupId, writer, 'hello')
  const conversationId = groupConversationId(groupId)
  const ids = { noUser: world.fresh('u'), noGroup: world.fresh('g') }
  return { groupId, conversationId, owner, admin, member, writer, message, guest, applicant, account, ...ids }
}
