import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { type ExchangeInput, exchange, parseEnvelope } from './envelope'
import { isNotFound } from './errors'
import { failureOf } from './test-failure-of'

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJVc2VySUQiOiJpbUFkbWluIn0.c2lnbmF0dXJl'
let server: Server | undefined

afterEach(async () => {
  server?.closeAllConnections()
  await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)))
  server = undefined
})

async function listen(handler: RequestListener): Promise<string> {
  const started = createServer(handler)
  server = started
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${portOf(started)}`
}

/** `address()` is a text only for pipes. */
function portOf(listening: Server): number {
  const address: AddressInfo | string | null = listening.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

function ask(baseUrl: string, changes: Partial<ExchangeInput> = {}): Promise<unknown> {
  return exchange({
    fetch: (url, init) => fetch(url, init),
    baseUrl,
    route: '/group/mute_group',
    operationId: 'op-1',
    token,
    body: '{"groupID":"g1"}',
    timeoutMs: 2_000,
    signal: undefined,
    secrets: ['openIM123'],
    ...changes,
  })
}

function answering(status: number, body: string, headers: Record<string, string> = {}): RequestListener {
  return (_request, response) => response.writeHead(status, headers).end(body)
}

const refusal = (code: number, dlt = '') => JSON.stringify({ errCode: code, errMsg: 'X', errDlt: dlt })

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(Buffer.from(part))
  return Buffer.concat(parts).toString()
}

describe('the request', () => {
  test('is a JSON POST with operationID and the raw token', async () => {
    let seen: unknown
    const url = await listen(async (request, response) => {
      const { method, headers } = request
      seen = {
        method,
        path: request.url,
        operation: headers.operationid,
        token: headers.token,
        body: await read(request),
      }
      response.end('{"errCode":0,"errMsg":"","errDlt":""}')
    })
    await ask(url)
    expect(seen).toEqual({
      method: 'POST',
      path: '/group/mute_group',
      operation: 'op-1',
      token,
      body: '{"groupID":"g1"}',
    })
  })

  test('has no token header on the routes that take none', async () => {
    let seen: string[] = []
    const url = await listen((request, response) => {
      seen = Object.keys(request.headers)
      response.end('{"errCode":0,"errMsg":"","errDlt":""}')
    })
    await ask(url, { token: undefined })
    expect(seen).not.toContain('token')
  })

  test('does not follow a redirect with the token in hand', async () => {
    let calls = 0
    const url = await listen((_request, response) => {
      calls += 1
      response.writeHead(307, { location: '/elsewhere' }).end()
    })
    expect(await failureOf(ask(url))).toMatchObject({ kind: 'refused', reason: 'http_refused', code: 307 })
    expect(calls).toBe(1)
  })
})

describe('the same not found', () => {
  const noDocuments = 'mongo: no documents in result'
  test.each([
    ['main', 200, refusal(1004)],
    ['the single-process build', 200, refusal(500, noDocuments)],
    ['the same, in the other text', 200, JSON.stringify({ errCode: 500, errMsg: noDocuments, errDlt: '' })],
  ])('of %s', async (_build, status, body) => {
    const url = await listen(answering(status, body))
    const error = await failureOf(ask(url))
    expect(error).toMatchObject({ kind: 'refused', reason: 'not_found', mayHaveLanded: false })
    expect(isNotFound(error)).toBe(true)
  })

  test('is no other 500', async () => {
    const url = await listen(answering(200, refusal(500, 'E11000 duplicate key')))
    expect(await failureOf(ask(url))).toMatchObject({ kind: 'uncertain', reason: 'server_error' })
  })
})

describe('a good answer', () => {
  test.each([
    ['an object', '{"errCode":0,"errMsg":"","errDlt":"","data":{"a":1}}', { a: 1 }],
    ['a list', '{"errCode":0,"errMsg":"","errDlt":"","data":[]}', []],
    ['null', '{"errCode":0,"errMsg":"","errDlt":"","data":null}', null],
    ['nothing', '{"errCode":0,"errMsg":"","errDlt":""}', undefined],
    ['unknown fields beside it', '{"errCode":0,"errMsg":"","errDlt":"","more":[1],"data":"x"}', 'x'],
    ['no texts', '{"errCode":0,"data":1}', 1],
  ])('carries %s', async (_name, body, data) => {
    expect(await ask(await listen(answering(200, body)))).toEqual(data)
  })

  test('may hold integers beyond 2^53', async () => {
    const body =
      '{"errCode":0,"errMsg":"","errDlt":"","data":{"groupMemberListHash":18446744073709551615,"n":7}}'
    expect(await ask(await listen(answering(200, body)))).toMatchObject({ n: 7 })
  })
})

describe('a bad answer', () => {
  test.each([
    ['no permission', 200, refusal(1002), 'refused', 'no_permission', 1002],
    ['dismissed', 200, refusal(1204), 'refused', 'group_dismissed', 1204],
    ['a webhook of its own', 200, refusal(777_001), 'refused', 'other_code', 777_001],
    ['a refusal of the streaming binder', 400, refusal(1001), 'refused', 'arguments_refused', 1001],
    ['rate limited', 429, refusal(429), 'refused', 'rate_limited', 429],
    ['rate limited by a proxy', 429, 'slow down', 'refused', 'rate_limited', 429],
    ['failed inside', 200, refusal(500), 'uncertain', 'server_error', 500],
    ['a webhook away', 200, refusal(90_004), 'uncertain', 'webhook_unreachable', 90_004],
    ['a webhook garbled', 200, refusal(90_007), 'uncertain', 'webhook_answer_invalid', 90_007],
    ['a refusal under HTTP 500', 500, refusal(1002), 'uncertain', 'no_permission', 1002],
    ['a panic', 500, '', 'uncertain', 'http_failed', undefined],
    ['a gateway', 502, '<html>', 'uncertain', 'http_failed', undefined],
    ['a request time-out', 408, '', 'uncertain', 'http_failed', undefined],
    ['no such route', 404, '404 page not found', 'refused', 'route_unknown', 404],
    ['a proxy that wants a password', 401, 'who?', 'refused', 'http_refused', 401],
    ['a page', 200, '<html>', 'uncertain', 'answer_unreadable', undefined],
    ['half an answer', 200, '{"errCode":0,"errMs', 'uncertain', 'answer_unreadable', undefined],
    ['nothing', 200, '', 'uncertain', 'answer_unreadable', undefined],
    ['a bare text', 200, '"Options Request!"', 'uncertain', 'answer_unreadable', undefined],
    ['success under HTTP 400', 400, '{"errCode":0}', 'uncertain', 'http_failed', undefined],
  ])('%s', async (_name, status, body, kind, reason, code) => {
    const error = await failureOf(ask(await listen(answering(status, body))))
    expect(error).toMatchObject({ kind, reason, code, httpStatus: status, operationId: 'op-1' })
    expect(error.route).toBe('/group/mute_group')
  })

  test('says how long to wait', async () => {
    const url = await listen(answering(429, refusal(429), { 'retry-after': '1' }))
    expect((await failureOf(ask(url))).retryAfterMs).toBe(1_000)
  })

  test('never brings a token, a secret or their words into the message', async () => {
    const dlt = `token ${token} secret openIM123 at http://hook/?key=k1`
    const error = await failureOf(ask(await listen(answering(200, refusal(1505, dlt)))))
    expect(error.message).toBe('/group/mute_group: the token is not valid (1505)')
    expect(JSON.stringify(error)).not.toMatch(/eyJ|openIM123|k1/)
  })
})

describe('no answer', () => {
  test('nobody listens: it did not land', async () => {
    const url = await listen(answering(200, ''))
    await new Promise((resolve) => server?.close(resolve))
    expect(await failureOf(ask(url))).toMatchObject({ kind: 'unreachable', reason: 'connection_failed' })
  })

  test('no such host: it did not land', async () => {
    const error = await failureOf(ask('http://openim.invalid', { timeoutMs: 10_000 }))
    expect(error).toMatchObject({ kind: 'unreachable', reason: 'connection_failed' })
  })

  test('reset after the request went out', async () => {
    const url = await listen((request) => request.socket.resetAndDestroy())
    expect(await failureOf(ask(url))).toMatchObject({ kind: 'uncertain', reason: 'connection_lost' })
  })

  test('closed in the middle of the answer', async () => {
    const url = await listen((request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"errCode"', () => request.socket.destroy())
    })
    expect(await failureOf(ask(url))).toMatchObject({ kind: 'uncertain', reason: 'connection_lost' })
  })

  test('silence until the time is over', async () => {
    const url = await listen(() => undefined)
    const error = await failureOf(ask(url, { timeoutMs: 30 }))
    expect(error).toMatchObject({ kind: 'uncertain', reason: 'timed_out' })
  })

  test('an answer that never ends', async () => {
    const url = await listen((_request, response) => {
      response.write('{"errCode":0')
    })
    expect(await failureOf(ask(url, { timeoutMs: 30 }))).toMatchObject({ reason: 'timed_out' })
  })

  test('the caller gives up', async () => {
    const giveUp = new AbortController()
    const url = await listen(() => giveUp.abort())
    const error = await failureOf(ask(url, { signal: giveUp.signal }))
    expect(error).toMatchObject({ kind: 'uncertain', reason: 'aborted' })
  })
})

describe('parseEnvelope', () => {
  test('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        parseEnvelope(text)
      }),
    )
  })

  test('keeps code and data among any other fields', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.jsonValue(),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (errCode, data, more) => {
          const parsed = parseEnvelope(JSON.stringify({ ...more, errCode, data }))
          expect(parsed?.errCode).toBe(errCode)
          expect(JSON.stringify(parsed?.data)).toBe(JSON.stringify(data))
        },
      ),
    )
  })
})
