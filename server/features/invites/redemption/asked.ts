import { memberKey } from '@/server/actions/member/schema'
import type { Actor } from '@/server/auth/actor'
import { newReference } from '@/server/features/invites/code'
import type { NotLetIn, NotWorking } from '@/server/features/invites/schema'

/** Somebody who wants to come into a group by one of its links. */
export type Asking = {
  /** In its canonical spelling. */
  code: string
  userId: string
  by: Actor
  clientId?: string | undefined
  requestId: string
}

/** What OpenIM has of a group and of those who want to come in. Times in ms, by the database's clock. */
export type GroupFound = {
  groupId: string
  /** Why nobody comes in; null where nothing stands in the way. */
  closed: NotWorking | NotLetIn | null
  members: number
  readAt: number
  /** Who of those who ask is in the group. */
  present: ReadonlySet<string>
  /** Names of those who ask, by their ids. Nobody is registered under another id. */
  names: ReadonlyMap<string, string>
}

/** What `invite_reserve` is told of one of them. */
export type Asked = ReturnType<typeof askedOf>

export function askedOf(asking: Asking, group: GroupFound) {
  const { code, userId, by, clientId, requestId } = asking
  const name = group.names.get(userId)
  return {
    code,
    groupId: group.groupId,
    userId,
    key: memberKey(group.groupId, userId),
    name: name || userId,
    why: group.closed ?? whyNot(group, userId),
    members: group.members,
    readAt: group.readAt,
    reference: newReference(),
    actorKind: by.kind,
    actorId: by.id,
    actorName: by.name,
    clientId: clientId ?? null,
    requestId,
  }
}

function whyNot({ present, names }: GroupFound, userId: string): NotLetIn | null {
  if (!names.has(userId)) return 'unknown_user'
  return present.has(userId) ? 'already_member' : null
}
