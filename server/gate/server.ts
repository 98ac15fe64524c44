import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerTo } from './callbacks'

/** Of one call, bytes. A dismissal names everybody who was in the group. */
const MOST_BYTES = 16_000_000
/** A call that has not arrived by then is given up, ms; OpenIM itself waits for 5 s. */
const ARRIVAL_MS = 10_000
/** For calls that are arriving when the gate stops, ms. */
const LAST_MS = 1_000

type Settings = {
  host: string
  /** 0 takes any free port. */
  port: number
  /** First part of the path. */
  secret: string
  /** Given every call, already parsed; must return at once. */
  take(command: string, body: unknown): void
}

export type GateServer = { port: number; close(): Promise<void> }

/**
 * Answers OpenIM's webhooks: `POST /<secret>/<command>` (contract 9.1). It waits for nothing but the call itself: OpenIM
 * holds up what somebody does until it is answered. Whoever does not know the secret gets 404 and nothing is read of what
 * they send. `GET /health` says that it runs. Rejects where it cannot listen.
 */
export async function startGateServer({ host, port, secret, take }: Settings): Promise<GateServer> {
  const isSecret = comparing(secret)
  const server = createServer((request, response) => {
    const [, given = '', command = '', ...more] = request.url?.split('?')[0]?.split('/') ?? []
    if (request.method === 'GET' && given === 'health' && command === '')
      return send(response, 200, { ok: true })
    if (request.method !== 'POST' || !isSecret(given) || command === '' || more.length > 0) {
      response.setHeader('connection', 'close')
      return send(response, 404, { error: 'not_found' })
    }
    received(request).then(
      (body) => {
        send(response, 200, answerTo(command, body))
        take(command, body)
      },
      () => response.destroy(),
    )
  })
  server.requestTimeout = ARRIVAL_MS
  server.headersTimeout = ARRIVAL_MS
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    port: portOf(server.address()),
    async close() {
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()))
      server.closeIdleConnections()
      // Whoever is still sending by then is cut off.
      const late = setTimeout(() => server.closeAllConnections(), LAST_MS)
      await closed
      clearTimeout(late)
    },
  }
}

/** Takes the same time whatever is compared. */
function comparing(secret: string): (given: string) => boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  const expected = hash(secret)
  return (given) => timingSafeEqual(hash(given), expected)
}

/** The body as JSON; undefined where it is none or too long: such a call is answered all the same. Rejects when it is cut off. */
async function received(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  request.on('data', (chunk: Buffer) => {
    size += chunk.length
    // The rest is let through to its end: a client that is cut off while it sends would not read the answer.
    if (size > MOST_BYTES) chunks.length = 0
    else chunks.push(chunk)
  })
  await new Promise<void>((resolve, reject) => {
    request.once('end', resolve)
    request.once('error', reject)
    request.once('close', () => reject(new Error('cut off')))
  })
  if (size > MOST_BYTES) return undefined
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    return undefined
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

const portOf = (address: string | AddressInfo | null) =>
  typeof address === 'object' && address !== null ? address.port : 0
