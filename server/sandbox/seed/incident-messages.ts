import { conversationIDOf } from '../delivery'
import { type Message, OWNER, type User } from '../state/model'
import type { Store } from '../state/store'
import { encodeContent } from '../wire/json-encode'
import { memberRow, messageOf } from './builder'
import { type CastName, cast } from './cast'
import type { Incident } from './incident'
import { INCIDENTS_EN } from './incidents-en'
import { INCIDENTS_OTHERS } from './incidents-others'
import { groupIDOf, messageIDOf, type Random } from './random'
import type { Reason } from './reasons'

const HOUR_MS = 3_600_000
const INCIDENTS: readonly Incident[] = [...INCIDENTS_EN, ...INCIDENTS_OTHERS]

/** A report as somebody of the demo community makes it; `body` is what their app posts. */
export interface DemoReport {
  key: string
  /** Who reports. */
  reporter: string
  body: ReportBody
}

export interface ReportBody {
  subject:
    | { kind: 'group'; groupId: string }
    | { kind: 'user'; userId: string }
    | { kind: 'message'; conversationId: string; seq: number; clientMsgId: string }
  reason: Reason
  text?: string
  copy?: { contentType: number; content: string; sendId: string; sendTime: number }
}

/** Everybody an incident speaks of is a member where it happened; two groups belong to those who are reported. */
export function peopleOfIncidents(store: Store, now: number): void {
  for (const incident of INCIDENTS) {
    if (!incident.group) continue
    const groupID = groupIDOf(incident.group)
    const also = (incident.also ?? []).map(([name]) => name)
    for (const name of [incident.offender, incident.reporter, ...also]) {
      const { userID } = cast(name)
      store.addMember(memberRow(groupID, userID, now - 4 * 24 * HOUR_MS))
    }
    if (incident.about === 'group') makeOwner(store, groupID, cast(incident.offender).userID)
  }
}

function makeOwner(store: Store, groupID: string, userID: string): void {
  const owner = store.ownerOf(groupID)
  const heir = store.member(groupID, userID)
  if (!owner || !heir) return
  owner.roleLevel = heir.roleLevel
  heir.roleLevel = OWNER
}

/** The messages of all incidents. */
export function incidentMessages(store: Store, now: number, base: string, random: Random): Message[] {
  return INCIDENTS.flatMap((incident) => messagesOf(incident, store, now, base, random))
}

const PICTURE = '[picture] '

function messagesOf(incident: Incident, store: Store, now: number, base: string, random: Random): Message[] {
  const bystanders = bystandersOf(incident, store)
  const reporter = userOf(store, incident.reporter)
  const offender = userOf(store, incident.offender)
  let at = now - incident.hoursAgo * HOUR_MS
  return incident.lines.map((line, i) => {
    at += random.int(20_000, 240_000)
    const who = line.charAt(0)
    const said = line.slice(3)
    const picture = said.startsWith(PICTURE)
    const text = picture ? said.slice(PICTURE.length) : said
    const from =
      who === 'x' ? offender : who === 'r' ? reporter : (bystanders[who.charCodeAt(0) - 97] ?? reporter)
    const place = incident.group
      ? { groupID: groupIDOf(incident.group) }
      : { to: from === offender ? reporter : offender }
    return messageOf({ from, ...place, text, picture, at, key: `${incident.key} ${i}` }, base, random)
  })
}

function bystandersOf(incident: Incident, store: Store): User[] {
  if (!incident.group) return []
  const named = new Set([cast(incident.offender).userID, cast(incident.reporter).userID])
  const members = [...store.membersOf(groupIDOf(incident.group)).keys()].filter((id) => !named.has(id))
  return members.slice(2, 6).flatMap((id) => store.users.get(id) ?? [])
}

function userOf(store: Store, name: CastName): User {
  const user = store.users.get(cast(name).userID)
  if (!user) throw new Error(`${name} is not in the community`)
  return user
}

/**
 * The reports on the incidents, oldest incident first, with the seq and copy each reporter's app would send. Empty
 * when the store does not hold the demo community.
 */
export function demoIncidents(store: Store): DemoReport[] {
  if (!store.users.has(cast('amelia').userID)) return []
  const oldestFirst = [...INCIDENTS].sort((a, b) => b.hoursAgo - a.hoursAgo)
  return oldestFirst.flatMap((incident) => {
    const first = reportOn(store, incident, incident.reporter, incident.reason, incident.text)
    const others = (incident.also ?? []).map(([name, reason, text]) =>
      reportOn(store, incident, name, reason, text),
    )
    return [first, ...others].flatMap((report) => report ?? [])
  })
}

function reportOn(
  store: Store,
  incident: Incident,
  name: CastName,
  reason: Reason,
  text: string,
): DemoReport | undefined {
  const reporter = cast(name).userID
  const key = `${incident.key}/${reporter}`
  if (incident.about === 'group') {
    const subject = { kind: 'group' as const, groupId: groupIDOf(incident.group ?? '') }
    return { key, reporter, body: { subject, reason, text } }
  }
  if (incident.about === 'user') {
    const subject = { kind: 'user' as const, userId: cast(incident.offender).userID }
    return { key, reporter, body: { subject, reason, text } }
  }
  const clientMsgId = messageIDOf(`${incident.key} ${incident.about}`)
  const message = store.streams
    .get(conversationOf(incident))
    ?.messages.find((m) => m.clientMsgID === clientMsgId)
  if (!message) return undefined
  const { conversationID: conversationId, seq, contentType, sendID: sendId, sendTime } = message
  const forged = name === incident.reporter ? incident.forgedCopy : undefined
  const content = forged === undefined ? message.content : encodeContent(new Map([['content', forged]]))
  const subject = { kind: 'message' as const, conversationId, seq, clientMsgId }
  return { key, reporter, body: { subject, reason, text, copy: { contentType, content, sendId, sendTime } } }
}

function conversationOf(incident: Incident): string {
  const groupID = incident.group ? groupIDOf(incident.group) : ''
  const sendID = cast(incident.offender).userID
  const recvID = cast(incident.reporter).userID
  return conversationIDOf({ sessionType: groupID ? 3 : 1, sendID, recvID, groupID })
}
