import { inLanguage, type Localised } from '@/server/features/desk/localised'
import { ALERT_EVENTS, type AlertEvent } from './kinds'
import type { AlertLanguage } from './schema'
import { WORDS } from './words'

/** What a message says, whatever it is sent by. Pure. */

/** One thing that happened. Ids and numbers only, and names that owners gave queues and reasons. */
export type Item = {
  event: AlertEvent
  /** Of the action, the drift or the approval. */
  id: string | null
  case: number | null
  queue: { id: string; names: Localised } | null
  reason: { id: string; names: Localised } | null
  /** When it should be decided, Unix ms. */
  due: number | null
}

/** What a message tells of: how many of each kind happened, and the first of them. */
export type Told = { event: AlertEvent; count: number; items: Item[] }

export type Line = { text: string; url: string | null }
export type Section = { heading: string; lines: Line[]; more: string | null }
export type Message = { title: string; sections: Section[] }

/** Items that a message names: of one kind, and of each of several. */
const MOST_NAMED = 5
const MOST_NAMED_OF_EACH = 2

type Ways = { language: AlertLanguage; consoleUrl: string; now: number }

/** The words of a message. Every line leads to the console, which asks who it is. */
export function compose(told: readonly Told[], isSummary: boolean, ways: Ways): Message {
  const words = WORDS[ways.language]
  const inOrder = ALERT_EVENTS.flatMap((event) => told.filter((one) => one.event === event))
  const most = inOrder.length > 1 ? MOST_NAMED_OF_EACH : MOST_NAMED
  const sections = inOrder.map(({ event, count, items }): Section => {
    const lines = items.slice(0, most).map((item) => lineOf(item, ways))
    const rest = count - lines.length
    return {
      heading: words.headings[event](count),
      lines,
      more: rest > 0 ? words.more(rest) : null,
    }
  })
  const all = inOrder.reduce((sum, { count }) => sum + count, 0)
  const title = isSummary ? words.summary(all) : sections.map(({ heading }) => heading).join(words.comma)
  return { title: `Steward: ${title}`, sections }
}

/** A message that says nothing but that it arrived. */
export function testMessage({ language, consoleUrl }: Omit<Ways, 'now'>): Message {
  const words = WORDS[language]
  const line = { text: words.testLine, url: consoleUrl }
  return {
    title: `Steward: ${words.test}`,
    sections: [{ heading: words.test, lines: [line], more: null }],
  }
}

/** Where the console shows it. */
export function linkOf({ event, id, ...item }: Item, consoleUrl: string): string {
  if (event === 'approval') return `${consoleUrl}/ledger/approvals`
  if (event === 'drift') return `${consoleUrl}/ledger/drift`
  if (event === 'failed_action' && id) return `${consoleUrl}/ledger/${id}`
  return item.case === null ? consoleUrl : `${consoleUrl}/review/${item.case}`
}

function lineOf(item: Item, { language, consoleUrl, now }: Ways): Line {
  const words = WORDS[language]
  const parts = [
    item.case !== null && words.case(item.case),
    item.queue && words.queue(inLanguage(item.queue.names, language)),
    item.reason && words.reason(inLanguage(item.reason.names, language)),
    item.due !== null && timeLeft(item.due - now, language),
  ].filter((part) => typeof part === 'string')
  return { text: parts.join(words.comma) || words.open, url: linkOf(item, consoleUrl) }
}

function timeLeft(ms: number, language: AlertLanguage): string {
  const words = WORDS[language]
  const span = spanOf(Math.abs(ms), language)
  return ms >= 0 ? words.left(span) : words.over(span)
}

function spanOf(ms: number, language: AlertLanguage): string {
  const { day, hour, minute } = WORDS[language].time
  const minutes = Math.floor(ms / 60_000)
  const space = language === 'en' ? ' ' : ''
  if (minutes < 120) return `${minutes}${space}${minute}`
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)}${space}${hour}`
  return `${Math.floor(minutes / 1_440)}${space}${day}`
}
