import { z } from 'zod'
import { SUBJECT_KINDS } from '@/server/features/cases/schema'
import type { Openim } from '@/server/openim/client'
import { groupOfConversation, otherSide } from '@/server/openim/conversation-id'
import type { CallOptions } from '@/server/openim/endpoint'
import type { Message } from '@/server/openim/message-schema'
import type { User } from '@/server/openim/user-schema'
import type { ReportSubject } from './schema'

/** A subject that exists and that its reporter can see. */
export const seenSubject = z.object({
  kind: z.enum(SUBJECT_KINDS),
  /** Group id, user id, or `<conversation id>#<seq>`. */
  key: z.string(),
  groupId: z.string().nullable(),
  /** The person it is about; null for a group, and where nobody can tell any more who wrote a message. */
  userId: z.string().nullable(),
  conversationId: z.string().nullable(),
  seq: z.number().nullable(),
  clientMsgId: z.string().nullable(),
  name: z.string(),
  contextName: z.string(),
  faceUrl: z.string(),
  reporterName: z.string(),
  reporterFaceUrl: z.string(),
})
export type SeenSubject = z.infer<typeof seenSubject>

/** Whose eyes it is seen with: the reporter's; a machine's (null) see everything, messages through `seenBy`. */
export type Onlooker = { reporterId: string | null; seenBy?: string }
export type Look = Onlooker & { openim: Openim; options: CallOptions; sentAt?: number }

/** Own types of the chat; above are notices and events (contract 7.7), of which nobody is the author. */
const FIRST_NOTICE = 1_000

/**
 * Looks a subject up as its reporter may see it (contract 4.4, 7.3). Null where it does not exist and where this person
 * cannot see it: nobody can tell the two apart. Throws OpenimError.
 */
export async function seeSubject(look: Look, subject: ReportSubject): Promise<SeenSubject | null> {
  if (subject.kind === 'group') return await seeGroup(look, subject.groupId)
  if (subject.kind === 'user') return await seeUser(look, subject.userId)
  return await seeMessage(look, subject)
}

/** Lists show the beginning of a name; senders put what they like into it. */
const MOST_NAME = 200
const shortName = (name: string) => [...name].slice(0, MOST_NAME).join('')

const NOTHING = {
  groupId: null,
  userId: null,
  conversationId: null,
  seq: null,
  clientMsgId: null,
  contextName: '',
}

async function seeGroup({ openim, reporterId, options }: Look, groupId: string): Promise<SeenSubject | null> {
  const [group, [member]] = await Promise.all([
    openim.groups.byId(groupId, options),
    reporterId === null ? [] : openim.groups.members.details(groupId, [reporterId], options),
  ])
  if (!group || (!member && reporterId !== null)) return null
  const { faceUrl } = group
  const name = shortName(group.name)
  const reporter = { reporterName: member?.nickname ?? '', reporterFaceUrl: member?.faceUrl ?? '' }
  return { ...NOTHING, kind: 'group', key: groupId, groupId, name, faceUrl, ...reporter }
}

async function seeUser({ openim, reporterId, options }: Look, userId: string): Promise<SeenSubject | null> {
  const people = await openim.users.info([...new Set([userId, reporterId ?? userId])], options)
  const user = people.find((person) => person.id === userId)
  if (!user || (reporterId !== null && people.every(({ id }) => id !== reporterId))) return null
  const { nickname, faceUrl } = user
  return {
    ...NOTHING,
    kind: 'user',
    key: userId,
    userId,
    name: shortName(nickname),
    faceUrl,
    ...reporterIn(people, reporterId),
  }
}

type MessageSubject = Extract<ReportSubject, { kind: 'message' }>

async function seeMessage(look: Look, subject: MessageSubject): Promise<SeenSubject | null> {
  const { openim, reporterId, options } = look
  const { conversationId } = subject
  const groupId = groupOfConversation(conversationId)
  const reader = await readerOf(look, groupId)
  if (reader === null) return null
  const otherId = groupId === null ? otherSide(conversationId, reader) : null
  if (groupId === null && otherId === null) return null
  const group = groupId === null ? null : await seeGroup(look, groupId)
  if (groupId !== null && group === null) return null
  const message = await findMessage({ ...look, reader }, subject)
  if (message === null) return null
  // A message deleted for everybody no longer says who wrote it; between two people it was the other one.
  const userId = message.senderId || otherId
  const people = await openim.users.info([...new Set([reporterId ?? reader, userId ?? reader])], options)
  const sender = people.find((person) => person.id === userId)
  return {
    kind: 'message',
    key: `${conversationId}#${message.seq}`,
    groupId,
    userId,
    conversationId,
    seq: message.seq,
    clientMsgId: message.clientMsgId || null,
    name: shortName(message.senderNickname || sender?.nickname || userId || (group?.name ?? '')),
    contextName: group?.name ?? '',
    faceUrl: sender?.faceUrl ?? '',
    ...reporterIn(people, reporterId),
  }
}

/** As whom a message is read; for a machine in a group as its owner, who has always been there. */
async function readerOf({ openim, reporterId, seenBy, options }: Look, groupId: string | null) {
  const known = reporterId ?? seenBy ?? null
  if (known !== null || groupId === null) return known
  const [owner] = await openim.groups.owners(groupId, options)
  return owner?.userId ?? null
}

type Reading = Look & { reader: string }

/** The message as the reader's own history shows it. */
async function findMessage(look: Reading, subject: MessageSubject): Promise<Message | null> {
  const { openim, reader, options } = look
  const { conversationId, clientMsgId } = subject
  const seq = subject.seq ?? (await seqOf(look, conversationId, clientMsgId ?? ''))
  if (seq === null) return null
  const pulled = await openim.messages.pull(reader, conversationId, seq, seq, options)
  const message = pulled.find((one) => one.seq === seq)
  if (!message || (message.contentType >= FIRST_NOTICE && !message.revoked)) return null
  const isOther =
    clientMsgId !== undefined && message.clientMsgId !== '' && message.clientMsgId !== clientMsgId
  return isOther ? null : message
}

async function seqOf(
  { openim, reader, options, sentAt }: Reading,
  conversationId: string,
  clientMsgId: string,
) {
  const place = { conversationId, clientMsgId, participantId: reader }
  // The reporter's clock only says where to look first: a wrong one must not hide the message.
  const near =
    sentAt === undefined ? null : await openim.messages.findByClientMsgId({ ...place, sentAt }, options)
  const found = near?.message ?? (await openim.messages.findByClientMsgId(place, options)).message
  return found?.seq ?? null
}

function reporterIn(people: readonly User[], reporterId: string | null) {
  if (reporterId === null) return { reporterName: '', reporterFaceUrl: '' }
  const reporter = people.find((person) => person.id === reporterId)
  return { reporterName: reporter?.nickname ?? reporterId, reporterFaceUrl: reporter?.faceUrl ?? '' }
}
