import type { Runtime } from '../runtime'
import type { Language } from '../seed/cast'
import { LIVE_INCIDENTS, type LiveIncident } from '../seed/live-incidents'
import { Random } from '../seed/random'
import { conversationsAbout, type Line } from '../seed/talk'
import type { Group, User } from '../state/model'
import type { Reporter } from './reporter'
import { say, typed } from './voices'

/** Somebody writes every few seconds. */
const WRITE_MS: Span = { least: 2000, most: 7000 }
/** Something worth a report happens every minute or so. */
const INCIDENT_MS: Span = { least: 40_000, most: 90_000 }
/** How long it takes somebody to report it. */
const REPORT_MS: Span = { least: 5000, most: 20_000 }
const CONVERSATIONS_AT_ONCE = 6
const SPEAKERS = 5

interface Span {
  least: number
  most: number
}

/** A conversation under way in a group. */
interface Session {
  groupID: string
  lines: Line[]
  speakers: User[]
}

/** Makes people write, misbehave and report for as long as the sandbox runs. */
export class Community {
  private readonly random: Random
  private sessions: Session[] = []

  constructor(
    private readonly rt: Runtime,
    private readonly base: string,
    private readonly reporter: Reporter | undefined,
    /** Below 1 everything happens faster. */
    private readonly pace = 1,
  ) {
    this.random = new Random(rt.clock() % 2 ** 32)
  }

  start(): void {
    this.every(WRITE_MS, () => this.write())
    if (this.reporter) this.every(INCIDENT_MS, () => this.misbehave())
  }

  private every(span: Span, act: () => Promise<unknown>): void {
    this.rt.later(this.wait(span), () => {
      void act()
        .catch((error: unknown) => console.error('living community:', error))
        .finally(() => this.every(span, act))
    })
  }

  private wait(span: Span): number {
    return Math.ceil(this.random.int(span.least, span.most) * this.pace)
  }

  private async write(): Promise<void> {
    if (this.sessions.length < CONVERSATIONS_AT_ONCE) this.open()
    const session = this.sessions.length ? this.random.pick(this.sessions) : undefined
    const line = session?.lines.shift()
    if (!session || !line) return
    const from = session.speakers[line.who % session.speakers.length]
    const accepted = from && (await say(this.rt, this.message(from, session.groupID, line)))
    if (!accepted || session.lines.length === 0) this.sessions = this.sessions.filter((s) => s !== session)
  }

  private message(from: User, groupID: string, line: Line) {
    return typed(this.rt, from, groupID, line.text, line.picture ? this.base : undefined)
  }

  private open(): void {
    const group = this.openGroup()
    if (!group) return
    const lines = this.random.pick(conversationsAbout('general', languageOf(group.groupName)))
    const speakers = this.peopleOf(group, SPEAKERS)
    if (speakers.length > 1) this.sessions.push({ groupID: group.groupID, lines: [...lines], speakers })
  }

  private async misbehave(): Promise<void> {
    const incident = this.random.pick(LIVE_INCIDENTS)
    const group = this.openGroup(incident.language)
    const witness = group && this.peopleOf(group, 1)[0]
    if (!group || !witness) return
    const offender = this.newcomer(incident, group)
    const message = typed(this.rt, offender, group.groupID, incident.said)
    if (!(await say(this.rt, message))) return
    this.rt.later(this.wait(REPORT_MS), () => {
      const { conversationID, seq, contentType, content, sendID, sendTime, clientMsgID } = message
      if (seq === 0) return
      this.reporter?.report(witness.userID, {
        subject: { kind: 'message', conversationId: conversationID, seq, clientMsgId: clientMsgID },
        reason: incident.reason,
        text: incident.complaint,
        copy: { contentType, content, sendId: sendID, sendTime },
      })
    })
  }

  /** Somebody who registers and joins in order to do it. */
  private newcomer(incident: LiveIncident, group: Group): User {
    const now = this.rt.clock()
    const user: User = {
      userID: String(this.random.int(5_000_000_000, 5_999_999_999)),
      nickname: incident.by,
      faceURL: '',
      ex: '',
      createTime: now,
      appMangerLevel: 0,
      globalRecvMsgOpt: 0,
    }
    this.rt.store.users.set(user.userID, user)
    this.rt.store.addMember({
      groupID: group.groupID,
      userID: user.userID,
      roleLevel: 20,
      joinTime: now,
      nickname: '',
      faceURL: '',
      joinSource: 3,
      operatorUserID: user.userID,
      ex: '',
      muteEndTime: 0,
      inviterUserID: user.userID,
    })
    return user
  }

  /** A group where people may write, of that language if one is given. */
  private openGroup(language?: Language): Group | undefined {
    const { store } = this.rt
    const groups = store.livingGroups()
    for (let tries = 0; tries < 30 && groups.length; tries++) {
      const group = this.random.pick(groups)
      const fits = !language || languageOf(group.groupName) === language
      if (fits && group.status === 0 && store.membersOf(group.groupID).size > 3) return group
    }
    return undefined
  }

  private peopleOf(group: Group, count: number): User[] {
    const ids = this.random.sample([...this.rt.store.membersOf(group.groupID).keys()].slice(0, 200), count)
    return ids.flatMap((id) => this.rt.store.users.get(id) ?? [])
  }
}

/** The language people write in, guessed from the group's name. */
function languageOf(name: string): Language {
  if (/\p{Script=Han}/u.test(name)) return 'zh'
  if (/\p{Script=Arabic}/u.test(name)) return 'ar'
  return /[äöüß]|gruppe|verein|runde|chor\b|treff|rat\b|Verschenken|Stammtisch|stube/i.test(name)
    ? 'de'
    : 'en'
}
