import type { ActionEnv } from '@/server/actions/action-env'
import { isProtected } from '@/server/actions/protection'
import type { BaseReading } from '@/server/actions/subject'
import { storableText } from '@/server/db/storable-text'
import { DomainError } from '@/server/errors'
import { groupOfConversation } from '@/server/openim/conversation-id'
import { isAway } from '@/server/openim/errors'
import { mediaUrlsOf, previewOf } from '@/server/openim/message-content'
import type { Message } from '@/server/openim/message-schema'
import { type MessageAddress, messageAddress } from './address'
import { type DesiredMessage, desiredMessage } from './desired'
import { type MessageNow, readMessage } from './read'

/** Somebody is waiting for the plan: a slow OpenIM counts as away sooner than elsewhere, ms. */
const PLAN_READ_MS = 3_000

/** What a plan knows of a message. `name` is the beginning of what it says: personal. */
export type MessageReading = BaseReading & {
  state: MessageNow['state']
  /** One of OpenIM's own notices, which nobody wrote. */
  isNotice: boolean
  /** Whether it carries a picture, voice, video or file. */
  hasMedia: boolean
  desired: DesiredMessage
}

/**
 * Reads a message for planning. While OpenIM is away, only what the case about it says is known. Throws DomainError
 * `invalid`, `not_found`, `unavailable`.
 */
export async function readMessageToPlan(
  env: ActionEnv,
  id: string,
  operationId: string,
): Promise<MessageReading> {
  const address = messageAddress(id)
  const [known, state] = await Promise.all([
    fromOpenimOrCase(env, id, address, operationId),
    env.db.prisma.desiredState.findUnique({
      where: { subjectKind_subjectId: { subjectKind: 'message', subjectId: id } },
    }),
  ])
  return {
    ...known,
    isProtected: await isProtected(env.db, { userId: known.userId }),
    desired: desiredMessage.parse(state?.desired ?? {}),
    version: state?.version ?? 0,
  }
}

type Read = Omit<MessageReading, 'isProtected' | 'desired' | 'version'>

async function fromOpenimOrCase(
  env: ActionEnv,
  id: string,
  address: MessageAddress,
  operationId: string,
): Promise<Read> {
  const readAt = Date.now()
  try {
    const options = { operationId, timeoutMs: PLAN_READ_MS }
    const now = await readMessage(env, address, { original: true }, options)
    if (now === null) throw new DomainError('not_found', 'not_found')
    const groupId = groupOfConversation(address.conversationId)
    return { ...described(now.message, id), groupId, state: now.state, readAt, live: true }
  } catch (error) {
    if (!isAway(error)) throw error
    return await fromCase(env, id, error)
  }
}

/** OpenIM's notices and events; 1400 is an announcement, which somebody wrote (contract 7.7). */
const isNotice = ({ contentType, revoked }: Message) =>
  contentType >= 1_000 && contentType !== 1_400 && !revoked

function described(message: Message | null, id: string) {
  if (message === null) return { name: id, userId: null, isNotice: false, hasMedia: false }
  const { contentType, content, senderNickname, senderId } = message
  return {
    name: storableText(previewOf(contentType, content) || senderNickname || senderId || id),
    userId: storableText(senderId) || null,
    isNotice: isNotice(message),
    hasMedia: mediaUrlsOf(contentType, content).length > 0,
  }
}

/** What somebody reported is known while OpenIM is away, and is read anew before anything is sent. */
async function fromCase({ db }: ActionEnv, id: string, cause: unknown): Promise<Read> {
  const row = await db.prisma.case.findFirst({
    where: { subjectKind: 'message', subjectKey: id },
    orderBy: { openedAt: 'desc' },
    select: { subjectName: true, groupId: true, userId: true, lastReportAt: true },
  })
  if (!row) throw new DomainError('unavailable', 'openim_away', { cause })
  const { subjectName: name, groupId, userId, lastReportAt } = row
  const readAt = lastReportAt.getTime()
  return { name, groupId, userId, readAt, state: 'there', isNotice: false, hasMedia: false, live: false }
}
