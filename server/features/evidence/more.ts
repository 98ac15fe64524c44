import type { z } from 'zod'
import { appendAudit } from '@/server/audit/append'
import type { StaffActor } from '@/server/auth/actor'
import type { Env } from '@/server/env'
import { DomainError } from '@/server/errors'
import { accusedOf } from '@/server/features/cases/accused'
import { wantedOf } from './fetch'
import { openPart } from './open-part'
import { shownMessage } from './present'
import { readStretch } from './read'
import { MORE, type MoreMessages, type moreMessagesInput } from './schema'

/**
 * More of the conversation around a reported message, before or after what is shown. It is not kept. People wrote it who
 * have nothing to do with the case, so it is audited with its purpose before anything is read.
 * Throws DomainError `not_found`, `forbidden`, `conflict` once the evidence is purged; OpenimError.
 */
export async function moreMessages(
  env: Pick<Env, 'db' | 'openim'>,
  by: { actor: StaffActor; requestId: string },
  { subjectId, side, seq, purpose }: z.output<typeof moreMessagesInput>,
): Promise<MoreMessages> {
  const part = await openPart(env.db, by, subjectId, 'works')
  if (part.messageSeq === null) throw new DomainError('not_found', 'not_found')
  if (part.evidence?.purgedAt) throw new DomainError('conflict', 'evidence_purged')
  const begin = side === 'before' ? Math.max(1, seq - MORE) : seq + 1
  const end = side === 'before' ? seq - 1 : seq + MORE
  await env.db.prisma.$transaction((tx) =>
    appendAudit(tx, {
      ...by,
      action: 'case.messages_read',
      subject: accusedOf(part.case),
      after: { conversation: part.conversationId, from: begin, to: end },
      personal: { purpose },
      caseId: part.caseId,
    }),
  )
  const readAt = Date.now()
  if (end < begin) return { messages: [], readAt, isEnd: true }
  const read = await readStretch(env.openim, wantedOf(part), { begin, end }, { operationId: by.requestId })
  const shown = { reportedSeq: null, isEmergency: part.case.emergency }
  const reached = side === 'before' ? begin === 1 : (read.at(-1)?.seq ?? 0) < end
  return { messages: read.map((message) => shownMessage(message, shown)), readAt, isEnd: reached }
}
