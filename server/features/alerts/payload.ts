import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { Message, Told } from './compose'
import { linkOf } from './compose'
import type { ChannelKind } from './kinds'

/** What is sent to a webhook of each kind, and what its answer means. Pure. */

type WebhookKind = Exclude<ChannelKind, 'email'>

export type Outgoing = {
  /** The same at every try, so that a receiver can tell a message that comes twice. */
  id: string
  message: Message
  /** What the message is about, for programs. */
  told: readonly Told[]
  isTest: boolean
  /** Unix ms. */
  now: number
  consoleUrl: string
}

export type WebhookRequest = { url: string; headers: Record<string, string>; body: string }

/** WeCom takes 2,048 bytes of text, the others far more. */
const MOST_BYTES = 2_000

/** The request for one message. `secret` is what the receiver checks the signature with; empty where nothing is signed. */
export function requestFor(
  kind: WebhookKind,
  address: string,
  secret: string,
  out: Outgoing,
): WebhookRequest {
  const post = (body: object, url = address, headers = {}): WebhookRequest => ({
    url,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  })
  switch (kind) {
    case 'slack':
      return post({ text: slackText(out.message) })
    case 'feishu':
      return post({
        ...(secret && feishuSignature(secret, out.now)),
        msg_type: 'text',
        content: { text: plainText(out.message) },
      })
    case 'dingtalk':
      return post(
        { msgtype: 'text', text: { content: plainText(out.message) } },
        secret ? dingtalkUrl(address, secret, out.now) : address,
      )
    case 'wecom':
      return post({ msgtype: 'text', text: { content: fitting(plainText(out.message)) } })
    case 'json': {
      const body = JSON.stringify(jsonOf(out))
      return { url: address, headers: jsonHeaders(out, secret, body), body }
    }
  }
}

/** The whole message as text, one line each; every link on a line of its own. */
export function plainText({ title, sections }: Message): string {
  const isOne = sections.length === 1
  const lines = sections.flatMap(({ heading, lines: named, more }) => [
    ...(isOne ? [] : ['', heading]),
    ...named.flatMap(({ text, url }) => (url ? [text, url] : [text])),
    ...(more ? [more] : []),
  ])
  return [title, ...lines].join('\n')
}

/** Whole lines of a text, as many as may be sent. */
function fitting(text: string): string {
  const lines = text.split('\n')
  while (lines.length > 1 && Buffer.byteLength(lines.join('\n')) > MOST_BYTES) lines.pop()
  return lines.join('\n')
}

/** Slack reads these three characters as its own. */
const slackSafe = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function slackText({ title, sections }: Message): string {
  const isOne = sections.length === 1
  const lines = sections.flatMap(({ heading, lines: named, more }) => [
    ...(isOne ? [] : [`*${slackSafe(heading)}*`]),
    ...named.map(({ text, url }) => `• ${url ? `<${url}|${slackLabel(text)}>` : slackSafe(text)}`),
    ...(more ? [slackSafe(more)] : []),
  ])
  return [`*${slackSafe(title)}*`, ...lines].join('\n')
}

/** A bar would end the address of a link. */
const slackLabel = (text: string) => slackSafe(text).replaceAll('|', '/')

/** Feishu: the key is time and secret, and nothing is signed with it. */
function feishuSignature(secret: string, now: number) {
  const timestamp = String(Math.floor(now / 1_000))
  const sign = createHmac('sha256', `${timestamp}\n${secret}`).update('').digest('base64')
  return { timestamp, sign }
}

/** DingTalk: time and secret, signed with the secret, in the address. */
function dingtalkUrl(address: string, secret: string, now: number): string {
  const url = new URL(address)
  url.searchParams.set('timestamp', String(now))
  url.searchParams.set('sign', createHmac('sha256', secret).update(`${now}\n${secret}`).digest('base64'))
  return url.href
}

/** What a program reads. */
function jsonOf({ id, message, told, isTest, now, consoleUrl }: Outgoing) {
  return {
    id,
    type: isTest ? 'test' : 'alert',
    sentAt: now,
    title: message.title,
    events: told.map(({ event, count, items }) => ({
      event,
      count,
      items: items.map((item) => ({
        case: item.case,
        queue: item.queue?.id ?? null,
        reason: item.reason?.id ?? null,
        dueAt: item.due,
        url: linkOf(item, consoleUrl),
      })),
    })),
  }
}

function jsonHeaders({ id, now }: Outgoing, secret: string, body: string): Record<string, string> {
  const time = String(now)
  return {
    'content-type': 'application/json; charset=utf-8',
    'steward-delivery': id,
    'steward-time': time,
    'steward-signature': createHmac('sha256', secret).update(`${time}.${body}`).digest('hex'),
  }
}

/** These answer 200 also where they refuse, and say so in the body: 0 is yes. */
const verdict = z.union([
  z.object({ errcode: z.number() }).transform(({ errcode }) => errcode),
  z.object({ code: z.number() }).transform(({ code }) => code),
  z.object({ StatusCode: z.number() }).transform(({ StatusCode }) => StatusCode),
])

/** Whether the receiver took the message. */
export function wasTaken(kind: WebhookKind, status: number, body: string): boolean {
  if (status < 200 || status > 299) return false
  if (kind === 'slack' || kind === 'json') return true
  return verdict.safeParse(jsonIn(body)).data === 0
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
