import type { Permission } from '@/server/auth/permissions'

/** What live updates are about, and who may hear of it. Pure. */

/** PostgreSQL's notification channel; payloads are `<topic>:<id>`. */
export const CHANNEL = 'steward'

/** Topic → the permission to hear of it. */
const HEARD_WITH = {
  case: 'case.read',
  ledger: 'ledger.read',
  batch: 'ledger.read',
  approval: 'ledger.read',
  drift: 'ledger.read',
  presence: 'case.read',
  group: 'group.read',
  message: 'case.read',
  user: 'case.read',
  audit: 'audit.read',
  desk: 'desk.read',
  alert: 'setting.read',
  invite: 'invite.read',
  /** The id is a person's: nobody else hears of it. */
  inbox: 'case.claim',
} as const satisfies Record<string, Permission>

export type LiveTopic = keyof typeof HEARD_WITH

/** What a browser gets: ids only. `hello` opens every stream and says: read again, something may have been missed. */
export type LiveEvent = { topic: LiveTopic | 'hello'; id: string }

/** `session` stays on the server: it makes the streams of that session look whether they may go on. */
export type HubTopic = LiveTopic | 'session'
export type HubEvent = {
  topic: HubTopic | 'hello'
  id: string
  /** The restricted queue that what it is about is in: only its members and owners hear of it. */
  queueId?: string
}

/** The permission to hear of a topic. */
export const permissionToHear = (topic: LiveTopic): Permission => HEARD_WITH[topic]

/** Reads a notification's payload; undefined for one of a kind we do not know (a newer version may send it). */
export function parsePayload(payload: string): HubEvent | undefined {
  const colon = payload.indexOf(':')
  const topic = payload.slice(0, colon)
  const id = payload.slice(colon + 1)
  if (colon < 1 || id === '') return undefined
  return isHubTopic(topic) ? { topic, id } : undefined
}

function isHubTopic(topic: string): topic is HubTopic {
  return topic === 'session' || Object.hasOwn(HEARD_WITH, topic)
}
