import { storableText } from '@/server/db/storable-text'
import type { Openim } from '@/server/openim/client'
import type { CallOptions } from '@/server/openim/endpoint'
import { fieldsOf } from '@/server/openim/message-content'
import type { Message } from '@/server/openim/message-schema'
import { type EvidenceBody, type StoredMessage, WINDOW } from './body'

/** What evidence is about, as the case names it. */
export type Wanted = {
  groupId: string | null
  userId: string | null
  /** Null for groups and people. */
  message: { conversationId: string; seq: number; clientMsgId: string | null; sentAt: number | null } | null
  /** Who may be asked as: people who saw it. */
  readers: readonly string[]
}

export type Found = {
  body: EvidenceBody
  /** Whether the subject itself was still there. */
  there: boolean
  source: string
}

/**
 * Reads what OpenIM has of a subject: the message with at most twenty on each side, the sender's role, the group's card, the
 * person. The original of a message that was taken back is looked for by search (contract 7.2). Throws OpenimError.
 */
export async function readEvidence(openim: Openim, wanted: Wanted, options: CallOptions): Promise<Found> {
  const { groupId, message } = wanted
  const window = message ? await readWindow(openim, wanted, message, WINDOW, options) : []
  const reported = window.find((one) => one.seq === message?.seq)
  const userId = reported?.senderId || wanted.userId
  const [group, { users, roleOf, messages }] = await Promise.all([
    groupId === null ? null : openim.groups.byId(groupId, options),
    withPeople(openim, groupId, window, userId, options),
  ])
  const person = users.find((user) => user.id === userId)
  const body: EvidenceBody = {
    reportedSeq: message?.seq ?? null,
    messages,
    group: group && {
      id: group.id,
      name: storableText(group.name),
      introduction: storableText(group.introduction),
      announcement: storableText(group.announcement),
      faceUrl: storableText(group.faceUrl),
      ownerId: group.ownerId ?? '',
      members: group.memberCount,
      status: group.status,
    },
    person: person
      ? {
          id: person.id,
          name: storableText(person.nickname),
          faceUrl: storableText(person.faceUrl),
          role: roleOf(person.id),
        }
      : null,
  }
  const there = message ? isReadable(reported) : groupId !== null ? group !== null : person !== undefined
  return { body, there, source: reported?.source === 'search' ? 'openim:search' : 'openim:pull' }
}

/** Messages `begin` to `end` of the conversation, as the first of the readers who has any sees them. Throws OpenimError. */
export async function readStretch(
  openim: Openim,
  wanted: Wanted,
  { begin, end }: { begin: number; end: number },
  options: CallOptions,
): Promise<StoredMessage[]> {
  if (wanted.message === null) return []
  const { conversationId } = wanted.message
  for await (const reader of readersOf(openim, wanted, options)) {
    const seen = await openim.messages.pull(reader, conversationId, begin, end, options)
    if (seen.length > 0) return (await withPeople(openim, wanted.groupId, seen, null, options)).messages
  }
  return []
}

/** The message as it is now; undefined where nobody who may be asked sees anything in its place. Throws OpenimError. */
export async function readAgain(
  openim: Openim,
  wanted: Wanted,
  options: CallOptions,
): Promise<StoredMessage | undefined> {
  if (wanted.message === null) return undefined
  const { seq } = wanted.message
  const window = await readWindow(openim, wanted, wanted.message, 0, options)
  const found = window.find((one) => one.seq === seq)
  return found && stored(found, undefined, null)
}

/** Messages with the names and roles of who wrote them, now. */
async function withPeople(
  openim: Openim,
  groupId: string | null,
  window: readonly Read[],
  alsoId: string | null,
  options: CallOptions,
) {
  const people = [...new Set([...window.map((one) => one.senderId), alsoId ?? ''])].filter(Boolean)
  const [members, users] = await Promise.all([
    groupId === null || people.length === 0 ? [] : openim.groups.members.details(groupId, people, options),
    people.length === 0 ? [] : openim.users.info(people, options),
  ])
  const roles = new Map(members.map((member) => [member.userId, member.role]))
  const names = new Map(users.map((user) => [user.id, user.nickname]))
  const roleOf = (id: string) => (groupId === null ? null : (roles.get(id) ?? 'former'))
  const messages = window.map((one) => stored(one, names.get(one.senderId), roleOf(one.senderId)))
  return { users, roleOf, messages }
}

type WantedMessage = NonNullable<Wanted['message']>

/** The window as the first of the readers who still sees it has it, with the original in place of a notice of revocation. */
async function readWindow(
  openim: Openim,
  wanted: Wanted,
  place: WantedMessage,
  radius: number,
  options: CallOptions,
) {
  const pulled = await pullAsSomebody(openim, wanted, place, radius, options)
  const reported = pulled.find((one) => one.seq === place.seq)
  if (isReadable(reported)) return pulled
  const original = await findOriginal(openim, wanted, place, reported, options)
  if (original === null) return pulled
  const revoked = reported?.revoked ? { ...original, revocation: reported.content } : original
  return [...pulled.filter((one) => one.seq !== place.seq), revoked].sort((a, b) => a.seq - b.seq)
}

/** A pulled message; `revocation` is the notice that stood in the place of an original. */
type Read = Message & { revocation?: string }

/** As the readers, then as the group's owner, until one still has the message; else what the first of them has around it. */
async function pullAsSomebody(
  openim: Openim,
  wanted: Wanted,
  place: WantedMessage,
  radius: number,
  options: CallOptions,
) {
  const { conversationId, seq } = place
  let around: Read[] = []
  for await (const reader of readersOf(openim, wanted, options)) {
    const seen = await openim.messages.around(reader, conversationId, seq, radius, options)
    const reported = seen.find((one) => one.seq === seq)
    if (reported && !reported.deleted) return seen
    if (around.length === 0) around = seen
  }
  return around
}

async function* readersOf(openim: Openim, { groupId, readers }: Wanted, options: CallOptions) {
  yield* readers
  if (groupId === null) return
  for (const owner of await openim.groups.owners(groupId, options)) yield owner.userId
}

async function findOriginal(
  openim: Openim,
  { readers }: Wanted,
  { conversationId, clientMsgId, sentAt }: WantedMessage,
  reported: Message | undefined,
  options: CallOptions,
): Promise<Message | null> {
  const id = clientMsgId || reported?.clientMsgId
  if (!id) return null
  const about = reported && !reported.deleted ? reported.sentAt : (sentAt ?? undefined)
  const place = { conversationId, clientMsgId: id, participantId: readers[0], sentAt: about }
  const { message } = await openim.messages.findByClientMsgId(place, options)
  return message?.deleted ? null : message
}

/** Whether a message still says what was said. */
function isReadable(message: Message | undefined): boolean {
  if (message === undefined || message.deleted) return false
  return message.source === 'search' || !message.revoked
}

function stored(message: Read, name: string | undefined, role: StoredMessage['senderRole']): StoredMessage {
  const hidden = message.revoked && message.source === 'pull'
  return {
    seq: message.seq,
    clientMsgId: storableText(message.clientMsgId),
    senderId: storableText(message.senderId),
    senderName: storableText(message.senderNickname || name || message.senderId),
    senderRole: message.senderId === '' ? null : role,
    sentAt: message.sentAt,
    contentType: message.contentType,
    content: hidden ? '' : storableText(message.content),
    revokedAt: message.revoked ? revokedAt(message) : null,
    deleted: message.deleted,
  }
}

/** When a message was taken back, from OpenIM's notice (contract 7.3); its own time where the notice does not say. */
function revokedAt({ revocation, content, sentAt }: Read): number {
  const notice = fieldsOf(revocation ?? content)
  const detail = typeof notice?.detail === 'string' ? fieldsOf(notice.detail) : null
  const time = detail?.revokeTime
  return typeof time === 'number' && Number.isSafeInteger(time) && time > 0 ? time : sentAt
}
