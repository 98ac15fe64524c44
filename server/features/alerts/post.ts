import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { InsideAddress, isPublicUrl, publicLookup } from '@/server/media/address'
import type { WebhookRequest } from './payload'
import type { DeliveryProblem } from './schema'

/** For the whole exchange, ms. */
const TIMEOUT_MS = 10_000
/** Of an answer, bytes. */
const MOST_READ = 4_096

export type Posted =
  | { problem: null; status: number; body: string }
  | { problem: Extract<DeliveryProblem, 'address_inside' | 'unreachable' | 'timed_out'> }

/**
 * Posts to a webhook. Follows no redirect, and goes nowhere inside the network unless `inside` lets it; names are checked
 * when they are resolved. Never throws.
 */
export async function post(
  { url, headers, body }: WebhookRequest,
  { inside, timeoutMs = TIMEOUT_MS }: { inside: boolean; timeoutMs?: number },
): Promise<Posted> {
  if (!mayBeWebhook(url, inside)) return { problem: 'address_inside' }
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const answer = await ask(url, { headers, body, inside, signal })
    return { problem: null, status: answer.statusCode ?? 0, body: await beginningOf(answer) }
  } catch (error) {
    if (error instanceof InsideAddress) return { problem: 'address_inside' }
    return { problem: signal.aborted ? 'timed_out' : 'unreachable' }
  }
}

/** Whether a webhook may be at an address: https and not inside, unless the settings say otherwise. Pure. */
export function mayBeWebhook(url: string, inside: boolean): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, username, password } = new URL(url)
  if (inside) return (protocol === 'https:' || protocol === 'http:') && username === '' && password === ''
  return protocol === 'https:' && isPublicUrl(url)
}

type Asked = { headers: Record<string, string>; body: string; inside: boolean; signal: AbortSignal }

function ask(url: string, { headers, body, inside, signal }: Asked): Promise<IncomingMessage> {
  const request = url.startsWith('https:') ? requestHttps : requestHttp
  const options = {
    method: 'POST',
    signal,
    // A connection of its own: none that somebody else opened to the same name is used.
    agent: false,
    headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
    ...(!inside && { lookup: publicLookup }),
  } as const
  return new Promise((resolve, reject) => {
    request(url, options, resolve).on('error', reject).end(body)
  })
}

async function beginningOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of answer) {
    const part = Buffer.from(chunk)
    chunks.push(part)
    bytes += part.length
    if (bytes >= MOST_READ) break
  }
  return Buffer.concat(chunks).subarray(0, MOST_READ).toString('utf8')
}
