import type { z } from 'zod'
import { messageId } from '@/server/actions/message/address'
import { appendAudit } from '@/server/audit/append'
import { storableText } from '@/server/db/storable-text'
import type { Env } from '@/server/env'
import type { By } from '@/server/features/extension/by'
import { pictureUrlOf, textOf } from '@/server/openim/message-content'
import type { Message } from '@/server/openim/message-schema'
import type { GroupMessage, groupMessagesInput } from './page/schema'

/** OpenIM's notices and events, of which nobody is the author; from here on (contract 7.7). */
const FIRST_NOTICE = 1_000

/**
 * What was written in a group lately, newest last. It is private, so it is audited with its purpose before anything is
 * read. Throws OpenimError.
 */
export async function recentMessages(
  { db, openim }: Pick<Env, 'db' | 'openim'>,
  by: By,
  { groupId, purpose, count }: z.output<typeof groupMessagesInput>,
): Promise<{ messages: GroupMessage[]; readAt: number }> {
  await db.prisma.$transaction((tx) =>
    appendAudit(tx, {
      ...by,
      action: 'group.messages_read',
      subject: { kind: 'group', id: groupId },
      after: { count },
      personal: { purpose },
    }),
  )
  const readAt = Date.now()
  const messages = await openim.messages.latest(groupId, count, {}, { operationId: by.requestId })
  const written = messages.filter(isWritten)
  const names = await namesOf(db, written)
  return { messages: written.map((message) => shown(message, names)), readAt }
}

/** Somebody wrote it, and it was not destroyed for everybody: that leaves a number without a message (contract 7.1). */
const isWritten = ({ contentType, revoked, clientMsgId }: Message) =>
  clientMsgId !== '' && (contentType < FIRST_NOTICE || revoked)

/** OpenIM leaves the name of a sender out where the app that sent it did. */
async function namesOf({ prisma }: Env['db'], messages: readonly Message[]): Promise<Map<string, string>> {
  const unnamed = messages.filter(({ senderNickname }) => senderNickname === '')
  const people = await prisma.personIndex.findMany({
    where: { userId: { in: [...new Set(unnamed.map(({ senderId }) => senderId))] } },
    select: { userId: true, nickname: true },
  })
  return new Map(people.map(({ userId, nickname }) => [userId, nickname]))
}

function shown(message: Message, names: ReadonlyMap<string, string>): GroupMessage {
  const { conversationId, seq, senderId, senderNickname, sentAt, contentType, content, revoked, deleted } =
    message
  // A pull shows a notice in place of what was revoked; what it said is in the search alone.
  const hidden = revoked && message.source === 'pull'
  return {
    subjectId: messageId({ conversationId, seq }),
    seq,
    sender: { id: senderId, name: storableText(senderNickname || names.get(senderId) || senderId) },
    sentAt,
    contentType,
    text: hidden ? '' : storableText(textOf(contentType, content)),
    pictureUrl: hidden ? null : pictureUrlOf(contentType, content),
    revoked,
    deleted,
  }
}
