import { messageId } from '@/server/actions/message/address'
import type { EvidenceState } from '@/server/db/generated/client'
import type { Message } from '@/server/openim/message-schema'
import { leadSubject } from '@/server/testing/cases'
import type { World } from '@/server/testing/world'

/** A case about a message of a group, with its evidence. */
export async function reportedOnce(
  world: World,
  message: Pick<Message, 'conversationId' | 'seq' | 'groupId' | 'senderId'>,
  { evidence = 'stored', closed = false }: { evidence?: EvidenceState; closed?: boolean } = {},
): Promise<string> {
  const subjectKey = messageId(message)
  const { id: caseId } = await world.env.db.prisma.case.create({
    data: {
      subjectKind: 'message',
      subjectKey,
      subjectName: 'something said',
      reason: 'spam',
      severity: 1,
      reportsCount: 1,
      groupId: message.groupId,
      userId: message.senderId,
      conversationId: message.conversationId,
      messageSeq: message.seq,
      ...(closed && { state: 'closed', outcome: 'acted', closedAt: new Date() }),
    },
  })
  const { id: subjectId } = await leadSubject(world, caseId)
  const kept = { source: 'openim', fetchedAt: new Date(), sha256: 'x', body: {} }
  await world.env.db.prisma.evidence.create({ data: { caseId, subjectId, state: evidence, ...kept } })
  return subjectKey
}
