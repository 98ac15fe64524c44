import type { CaseDetail, EvidenceMessage } from '@/server/features/cases/schema'
import { pictureUrlOf, textOf } from '@/server/openim/message-content'
import { evidenceBody, type StoredMessage } from './body'

type EvidenceRow = {
  state: 'wanted' | 'stored' | 'gone'
  fetchedAt: Date | null
  sha256: string | null
  body: unknown
}
type Shown = CaseDetail['evidence'] & { role: CaseDetailRole }
type CaseDetailRole = EvidenceMessage['sender']['role']

/** Evidence as screens show it, and the role of whom it is about. Nothing stored yet shows as wanted. */
export function shownEvidence(row: EvidenceRow | null): Shown {
  const read = evidenceBody.safeParse(row?.body)
  if (row === null || !read.success) {
    const state = row?.state ?? 'wanted'
    return { state, fetchedAt: null, sha256: null, messages: [], group: null, person: null, role: null }
  }
  const { messages, reportedSeq, group, person } = read.data
  return {
    state: row.state,
    fetchedAt: row.fetchedAt?.getTime() ?? null,
    sha256: row.sha256,
    messages: messages.map((message) => shownMessage(message, reportedSeq)),
    group: group && {
      id: group.id,
      name: group.name,
      introduction: group.introduction,
      members: group.members,
      ownerId: group.ownerId,
      status: group.status,
    },
    person: person && { id: person.id, name: person.name, faceUrl: person.faceUrl },
    role: person?.role ?? null,
  }
}

function shownMessage(message: StoredMessage, reportedSeq: number | null): EvidenceMessage {
  const { seq, contentType, content } = message
  return {
    seq,
    sender: { id: message.senderId, name: message.senderName, role: message.senderRole },
    sentAt: message.sentAt,
    contentType,
    text: textOf(contentType, content),
    pictureUrl: pictureUrlOf(contentType, content),
    reported: seq === reportedSeq,
    revokedAt: message.revokedAt,
    deleted: message.deleted,
  }
}
