import type { IncomingMessage, ServerResponse } from 'node:http'
import { checkToken } from './access'
import type { SeenCall } from './calls'
import { type Call, MAX_HOP, type Route, tooLarge } from './router'
import type { Runtime } from './runtime'
import { strike } from './strike'
import { type Answer, failure, success } from './wire/envelope'
import { ApiError, argsError } from './wire/errors'
import { writeAnswer } from './write-answer'

/** The access logger of a real server reads no more than this; the rest of a body is lost (contract 1.1). */
const MAX_BODY = 16 * 1024 * 1024
const JSON_TO_HOP = 3
const TOKEN_FREE = ['/auth/get_admin_token', '/auth/parse_token']

/** Serves one request of OpenIM's own URL space, faults included. */
export async function serve(
  rt: Runtime,
  routes: ReadonlyMap<string, Route>,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const url = new URL(req.url ?? '/', 'http://sandbox')
  const known = knownRoute(rt, routes, url.pathname)
  if (req.method === 'OPTIONS')
    return writeAnswer(rt, req, res, plain(200, '"Options Request!"', 'application/json'))
  if (req.method !== 'POST') return writeAnswer(rt, req, res, plain(404, '404 page not found', 'text/plain'))
  if (url.pathname.endsWith('/') && knownRoute(rt, routes, url.pathname.slice(0, -1))) {
    res.writeHead(307, { location: url.pathname.slice(0, -1) + url.search })
    res.end()
    return
  }
  const body = await readBody(req, !rt.patch)
  const operationID = String(req.headers.operationid ?? '')
  const seen = rt.calls.begin(url.pathname, operationID, rt.clock(), body)
  const run = () => answerTo(rt, known, req, url, body, seen)
  const fault = rt.faults.strike(url.pathname, body)
  if (fault) await strike(rt, fault, req, res, run)
  else writeAnswer(rt, req, res, await run())
}

function knownRoute(rt: Runtime, routes: ReadonlyMap<string, Route>, path: string): Route | undefined {
  const found = routes.get(path)
  return (rt.patch ? found?.mainOnly : found?.patchOnly) ? undefined : found
}

/** Headers, token and route in the order of contract 1.1; never throws. */
async function answerTo(
  rt: Runtime,
  known: Route | undefined,
  req: IncomingMessage,
  url: URL,
  body: string,
  seen: SeenCall,
): Promise<Answer> {
  const answer = await tryRoute(rt, known, req, url, body).catch((error: unknown) => {
    if (!(error instanceof ApiError)) console.error(`sandbox ${url.pathname}:`, error)
    return failure(error, rt.settings.quirks)
  })
  seen.errCode = answer.errCode
  seen.ran = true
  rt.onChange()
  return answer
}

async function tryRoute(rt: Runtime, known: Route | undefined, req: IncomingMessage, url: URL, body: string) {
  const operationID = String(req.headers.operationid ?? '')
  if (!operationID) throw argsError('header must have operationID')
  const free = TOKEN_FREE.some((path) => url.pathname.startsWith(path))
  const token = String(req.headers.token ?? '')
  if (!free && !token) throw argsError('header must have token')
  const op = free ? '' : checkToken(rt, token).UserID
  if (!known) return plain(404, '404 page not found', 'text/plain')
  const call: Call = {
    rt,
    store: rt.store,
    now: rt.clock(),
    operationID,
    op,
    isAdmin: rt.isAdmin(op),
    query: url.searchParams,
  }
  const answer = success(await known.run(call, body), rt.settings.quirks)
  // the same rows as JSON are about three times as long as on the hop
  if (answer.body.length > MAX_HOP * JSON_TO_HOP) throw tooLarge(Math.round(answer.body.length / JSON_TO_HOP))
  return answer
}

function plain(http: number, body: string, type: string): Answer {
  return { http, type, body, errCode: http === 200 ? 0 : http }
}

async function readBody(req: IncomingMessage, cut: boolean): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)))
  const whole = Buffer.concat(chunks)
  return (cut ? whole.subarray(0, MAX_BODY) : whole).toString()
}
