import { randomUUID } from 'node:crypto'
import { expect } from '@playwright/test'
import { Client } from 'pg'
import { createOpenim, type Openim } from '@/server/openim/client'
import { groupConversationId } from '@/server/openim/conversation-id'
import type { Message } from '@/server/openim/message-schema'
import type { NewMessage } from '@/server/openim/message-writes'
import { createMemoryTokenStore } from '@/server/openim/token-memory'
import { behindTheConsole, e2e } from '@/server/testing/e2e'
import { sandboxControls } from './sandbox'

/** A group with nobody in it but people of this test. */
export type Group = { id: string; name: string; ownerId: string; adminIds: string[]; memberIds: string[] }

export type Community = ReturnType<typeof openCommunity>

/** The nickname of somebody made for a test. */
export const nameOf = (userId: string) => userId.replace('e2e_', 'Person ').replace('_', ' no. ')

const options = { operationId: 'e2e', timeoutMs: 10_000 }
/** The platform that reporters are signed in on. */
const WEB = 5

/** The chat behind the console, as its people and its server's admin see it. */
export function openCommunity() {
  const { openimUrl: baseUrl, openimSecret: secret } = behindTheConsole()
  const openim = createOpenim({ baseUrl, secret, adminId: 'imAdmin', tokenStore: createMemoryTokenStore() })
  return {
    openim,
    ...sandboxControls(baseUrl),
    group: (size: number, details: GroupDetails = {}) => makeGroup(openim, size, details),

    /** Somebody writes into a group; resolves once OpenIM has given it a place in the conversation. */
    say: (group: Group, senderId: string, text: string) =>
      send(openim, group, senderId, { contentType: 101, content: { content: text } }),

    /** Somebody sends a picture into a group. */
    sayPicture: (group: Group, senderId: string) =>
      send(openim, group, senderId, pictureAt(`${baseUrl}/object/demo/e2e.png`)),

    /** Somebody reports a message, sending what they saw of it, or a group. */
    report: (reporterId: string, subject: Message | Group, said: Complaint = {}) =>
      report(openim, reporterId, subject, said),

    /** A group's status as OpenIM has it now. */
    status: async (group: Group) => (await openim.groups.byId(group.id, options))?.status,

    /** Everybody in a group with role and name in it, in order of their ids. */
    async members(group: Group) {
      const members = await openim.groups.members.all(group.id, options)
      return members
        .map(({ userId, role, nickname }) => ({ userId, role, nickname }))
        .sort((a, b) => a.userId.localeCompare(b.userId))
    },

    /** Until when somebody is muted in a group, ms; 0 for never. */
    async mutedUntil(group: Group, userId: string): Promise<number> {
      const [member] = await openim.groups.members.details(group.id, [userId], options)
      return member?.mutedUntil ?? 0
    },

    /** Resolves once Steward has read who leads a group. */
    async leadersRead(group: Group) {
      const client = new Client({ connectionString: behindTheConsole().databaseUrl })
      await client.connect()
      const read = 'SELECT 1 FROM group_leaders WHERE group_id = $1 AND read_at IS NOT NULL'
      await expect
        .poll(async () => (await client.query(read, [group.id])).rowCount, { timeout: 20_000 })
        .toBe(1)
      await client.end()
    },

    /** Makes a group and a case about it: one of its members reports it. */
    async reportedGroup(size = 5, { reason, ...details }: GroupDetails & Complaint = {}): Promise<Group> {
      const group = await makeGroup(openim, size, details)
      await report(openim, group.memberIds[0] ?? '', group, { reason })
      return group
    },
  }
}

type GroupDetails = { name?: string; admins?: number; introduction?: string }

/** What an app sends for a picture that lies in OpenIM's storage. */
function pictureAt(url: string): Said {
  const picture = { uuid: 'e2e', type: 'image/png', size: 1, width: 480, height: 320, url }
  const content = { sourcePath: '', sourcePicture: picture, bigPicture: picture, snapshotPicture: picture }
  return { contentType: 102, content }
}

async function makeGroup(openim: Openim, size: number, { name, admins = 0, introduction }: GroupDetails) {
  const run = randomUUID().slice(0, 8)
  const ids = Array.from({ length: size }, (_, i) => `e2e_${run}_${i}`)
  const people = ids.map((id) => ({ id, nickname: nameOf(id) }))
  await openim.users.register(people, options)
  const [ownerId = '', ...others] = ids
  const group = {
    name: name ?? `Group ${run}`,
    ownerId,
    adminIds: others.slice(0, admins),
    memberIds: others.slice(admins),
  }
  const id = await openim.groups.create({ ...group, introduction }, options)
  return { id, ...group }
}

type Said = Pick<NewMessage, 'contentType' | 'content'>

async function send(openim: Openim, group: Group, senderId: string, said: Said): Promise<Message> {
  const message = { senderId, to: { groupId: group.id }, ...said }
  const { clientMsgId } = await openim.messages.send(message, options)
  const place = {
    conversationId: groupConversationId(group.id),
    clientMsgId: clientMsgId ?? '',
    participantId: senderId,
  }
  const end = Date.now() + 5_000
  for (;;) {
    const { message: stored } = await openim.messages.findByClientMsgId(place, options)
    if (stored) return stored
    if (Date.now() > end) throw new Error('OpenIM did not store the message within 5 s')
  }
}

type Complaint = { reason?: string | undefined; text?: string | undefined }

async function report(openim: Openim, reporterId: string, subject: Message | Group, said: Complaint = {}) {
  const { reason = 'scam', text = '' } = said
  const { token } = await openim.auth.userToken(reporterId, WEB, options)
  const response = await fetch(`${e2e.url}/api/v1/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ ...subjectOf(subject), reason, text }),
  })
  if (response.status !== 201) throw new Error(`report: ${response.status} ${await response.text()}`)
}

function subjectOf(subject: Message | Group) {
  if (!('seq' in subject)) return { subject: { kind: 'group', groupId: subject.id } }
  const { conversationId, seq, contentType, content, senderId: sendId, sentAt: sendTime } = subject
  return {
    subject: { kind: 'message', conversationId, seq },
    copy: { contentType, content, sendId, sendTime },
  }
}
