import type { Prisma } from '@/server/db/generated/client'
import { storableText } from '@/server/db/storable-text'
import { showsAs } from '@/server/media/sniff'
import { pictureUrlOf, textOf } from '@/server/openim/message-content'
import { evidenceBody, type StoredMessage } from './body'
import type {
  EvidenceMediaItem,
  EvidenceMessage,
  EvidenceSightingItem,
  SeenRole,
  ShownEvidence,
} from './schema'
import { sightingBody } from './sighting-body'

/** What is read with a part's evidence. */
export const EVIDENCE_INCLUDE = {
  media: { orderBy: { id: 'asc' }, include: { object: true } },
  sightings: { orderBy: [{ seenAt: 'asc' }, { id: 'asc' }] },
  case: { select: { emergency: true } },
} as const satisfies Prisma.EvidenceInclude

type EvidenceRow = Prisma.EvidenceGetPayload<{ include: typeof EVIDENCE_INCLUDE }>
type Shown = ShownEvidence & { role: SeenRole | null }

/** Evidence as screens show it, and the role of whom it is about. Nothing stored yet shows as wanted. */
export function shownEvidence(subjectId: string, row: EvidenceRow | null): Shown {
  const isEmergency = row?.case.emergency ?? false
  const kept = {
    subjectId,
    state: row?.state ?? 'wanted',
    fetchedAt: row?.fetchedAt?.getTime() ?? null,
    sha256: row?.sha256 ?? null,
    bytes: row?.bytes ?? null,
    purgedAt: row?.purgedAt?.getTime() ?? null,
    media: row?.media.map(shownMedia) ?? [],
    sightings: row?.sightings.map(shownSighting) ?? [],
  }
  const read = evidenceBody.safeParse(row?.body)
  if (!read.success) return { ...kept, messages: [], group: null, person: null, role: null }
  const { messages, reportedSeq, group, person } = read.data
  return {
    ...kept,
    messages: messages.map((message) => shownMessage(message, { reportedSeq, isEmergency })),
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

/** More than anybody reads, and little enough to be drawn. */
const MOST_TEXT = 20_000

/** A message of a conversation as screens show it. Of an emergency no address of a picture leaves the server. */
export function shownMessage(
  message: StoredMessage,
  { reportedSeq, isEmergency }: { reportedSeq: number | null; isEmergency: boolean },
): EvidenceMessage {
  const { seq, contentType, content } = message
  const text = textOf(contentType, content)
  const pictureUrl = pictureUrlOf(contentType, content)
  return {
    seq,
    sender: { id: message.senderId, name: message.senderName, role: message.senderRole },
    sentAt: message.sentAt,
    contentType,
    text: storableText(text.slice(0, MOST_TEXT)),
    cut: text.length > MOST_TEXT ? text.length : null,
    pictureUrl: isEmergency ? null : pictureUrl,
    pictureHeld: isEmergency && pictureUrl !== null,
    reported: seq === reportedSeq,
    revokedAt: message.revokedAt,
    deleted: message.deleted,
  }
}

function shownMedia(row: EvidenceRow['media'][number]): EvidenceMediaItem {
  const { id, part, name, state, type, bytes, sha256, object, purgedAt } = row
  const size =
    object?.width != null && object.height !== null ? { width: object.width, height: object.height } : null
  return {
    id,
    part: partOf(part),
    name,
    state,
    type,
    bytes: bytes === null ? null : Number(bytes),
    sha256,
    width: size?.width ?? null,
    height: size?.height ?? null,
    shows: state === 'stored' && purgedAt === null && type !== null ? showsAs({ type, size }) : null,
    purgedAt: purgedAt?.getTime() ?? null,
  }
}

const PARTS = ['picture', 'preview', 'voice', 'video', 'file'] as const
const partOf = (part: string) => PARTS.find((one) => one === part) ?? 'file'

function shownSighting(row: EvidenceRow['sightings'][number]): EvidenceSightingItem {
  const body = sightingBody.safeParse(row.body).data
  return {
    id: row.id,
    kind: row.kind,
    seenAt: row.seenAt.getTime(),
    text:
      row.kind === 'edited' && body
        ? storableText(textOf(body.contentType, body.content).slice(0, MOST_TEXT))
        : null,
    revokedAt: body?.revokedAt ?? null,
  }
}
