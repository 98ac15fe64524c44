import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { z } from 'zod'

/**
 * Stands in for Slack, Feishu, DingTalk, WeCom and a program of one's own: answers as they do, and refuses wrong
 * signatures. Checked by what their documentation says, apart from the product's code.
 */

export const SECRET = 'SECcafe1234'

export type Received = { path: string; body: string; delivery: string | undefined }

const shape = {
  slack: z.strictObject({ text: z.string().min(1) }),
  feishu: z.strictObject({
    timestamp: z.string(),
    sign: z.string(),
    msg_type: z.literal('text'),
    content: z.strictObject({ text: z.string().min(1) }),
  }),
  botText: (key: 'text') =>
    z.strictObject({ msgtype: z.literal('text'), [key]: z.strictObject({ content: z.string().min(1) }) }),
}

export type Receiver = {
  url: (kind: string) => string
  received: Received[]
  /** The next requests are answered with this status, or taken and never answered. */
  fail: (status: number | 'hang' | null) => void
  close: () => Promise<void>
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = []
  let failing: number | 'hang' | null = null
  const server = createServer(async (request, response) => {
    const body = await text(request)
    const url = new URL(request.url ?? '/', 'http://receiver')
    if (typeof failing === 'number') return void response.writeHead(failing).end('not now')
    const answer = answerOf(url, request, body)
    if (answer.taken) {
      const delivery = request.headers['steward-delivery']
      received.push({ path: url.pathname, body, delivery: delivery?.toString() })
    }
    if (failing === 'hang') return
    response.writeHead(answer.status).end(answer.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = z.object({ port: z.number() }).parse(server.address())
  return {
    url: (kind) => `http://127.0.0.1:${port}/${kind}?key=private-token`,
    received,
    fail: (status) => {
      failing = status
    },
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => void server.close(() => resolve()))
    },
  }
}

type Answer = { taken: boolean; status: number; body: string }

const near = (ms: number) => Math.abs(Date.now() - ms) < 60_000

function answerOf(url: URL, { headers }: IncomingMessage, body: string): Answer {
  const json: unknown = JSON.parse(body)
  const say = (taken: boolean, yes: string, no: string): Answer => ({
    taken,
    status: 200,
    body: taken ? yes : no,
  })
  switch (url.pathname) {
    case '/slack':
      return shape.slack.safeParse(json).success
        ? { taken: true, status: 200, body: 'ok' }
        : { taken: false, status: 400, body: 'invalid_payload' }
    case '/feishu': {
      const sent = shape.feishu.safeParse(json).data
      const key = `${sent?.timestamp}\n${SECRET}`
      const isRight = sent?.sign === createHmac('sha256', key).digest('base64')
      return say(
        isRight && near(Number(sent?.timestamp) * 1_000),
        '{"code":0,"msg":"success","data":{}}',
        '{"code":19021,"msg":"sign match fail or timestamp is not within one hour from current time"}',
      )
    }
    case '/dingtalk': {
      const time = url.searchParams.get('timestamp') ?? ''
      const expected = createHmac('sha256', SECRET).update(`${time}\n${SECRET}`).digest('base64')
      const isRight = url.searchParams.get('sign') === expected && near(Number(time))
      return say(
        isRight && shape.botText('text').safeParse(json).success,
        '{"errcode":0,"errmsg":"ok"}',
        '{"errcode":310000,"errmsg":"sign not match"}',
      )
    }
    case '/wecom': {
      const isSmall = Buffer.byteLength(body) < 3_000
      return say(
        isSmall && shape.botText('text').safeParse(json).success,
        '{"errcode":0,"errmsg":"ok"}',
        '{"errcode":45002,"errmsg":"content size out of limit"}',
      )
    }
    default: {
      const signed = `${headers['steward-time']}.${body}`
      const isRight =
        headers['steward-signature'] === createHmac('sha256', SECRET).update(signed).digest('hex')
      return isRight && near(Number(headers['steward-time']))
        ? { taken: true, status: 204, body: '' }
        : { taken: false, status: 401, body: 'wrong signature' }
    }
  }
}
