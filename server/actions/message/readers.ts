import type { ActionEnv } from '@/server/actions/action-env'
import { groupOfConversation } from '@/server/openim/conversation-id'
import type { CallOptions } from '@/server/openim/endpoint'

/** How many of a group are tried: history is the same for all who can see it. */
const MOST_OF_GROUP = 3

/**
 * People as whom a conversation may be read, likeliest first: OpenIM shows history only to those who have the
 * conversation, app admins not excepted (contract 7.3). Throws OpenimError.
 */
export async function* readersOf(
  env: ActionEnv,
  conversationId: string,
  first: string | null,
  options: CallOptions,
): AsyncGenerator<string> {
  if (first !== null) yield first
  const groupId = groupOfConversation(conversationId)
  const others = groupId === null ? sidesOf(env, conversationId, options) : peopleOf(env, groupId, options)
  for await (const userId of others) if (userId !== first) yield userId
}

/** The highest in the group now, else some of those who were in it when it was dismissed: these keep the history. */
async function* peopleOf({ openim, db }: ActionEnv, groupId: string, options: CallOptions) {
  const { members } = await openim.groups.members.page(groupId, 1, MOST_OF_GROUP, options)
  yield* members.map(({ userId }) => userId)
  if (members.length > 0) return
  const former = await db.prisma.snapshotMember.findMany({
    where: { snapshot: { groupId }, presentAtEnd: true },
    orderBy: [{ snapshot: { takenAt: 'desc' } }, { role: 'asc' }],
    take: MOST_OF_GROUP,
    select: { userId: true },
  })
  yield* former.map(({ userId }) => userId)
}

/**
 * The two sides of a one-to-one conversation. Its id cannot be taken apart for sure, because user ids may hold `_`
 * (contract 6.2): every pair that is registered may be meant.
 */
async function* sidesOf({ openim }: ActionEnv, conversationId: string, options: CallOptions) {
  const pairs = pairsIn(conversationId)
  if (pairs.length === 0) return
  const registered = await openim.users.check([...new Set(pairs.flat())], options)
  for (const pair of pairs) if (pair.every((id) => registered.has(id))) yield* pair
}

/** Every pair of ids that a one-to-one conversation id may be made of. Pure. */
export function pairsIn(conversationId: string): [string, string][] {
  const ids = conversationId.replace(/^s[in]_/, '')
  return [...ids.matchAll(/_/g)].flatMap(({ index }): [string, string][] => {
    const [one, other] = [ids.slice(0, index), ids.slice(index + 1)]
    return one === '' || other === '' ? [] : [[one, other]]
  })
}
