import type { IncomingMessage, ServerResponse } from 'node:http'
import { leakToken } from './access'
import { field, readRules } from './fault-rules'
import type { FaultRule } from './faults'
import type { Runtime } from './runtime'
import { demoIncidents } from './seed/incident-messages'

/** Where the controls live, outside OpenIM's own URL space. */
export const CONTROL_PREFIX = '/_sandbox/'

/** The platform of a stolen token unless the rule says. */
const WEB = 5

/**
 * Test controls over HTTP, for processes other than the one that runs the sandbox; only from this machine.
 * POST /_sandbox/faults {rules} · DELETE /_sandbox/faults · GET /_sandbox/calls?route= · DELETE /_sandbox/calls ·
 * GET /_sandbox/changes?groupID= · GET /_sandbox/dismissed?groupID= · POST /_sandbox/down {down} · GET /_sandbox/incidents
 */
export async function control(rt: Runtime, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const url = new URL(req.url ?? '/', 'http://sandbox')
  if (!isLoopback(req.socket.remoteAddress ?? '')) return reply(res, 403, { error: 'only from this machine' })
  const call = `${req.method} ${url.pathname.slice(CONTROL_PREFIX.length - 1)}`
  try {
    reply(res, 200, await run(rt, call, url, req))
  } catch (error) {
    reply(res, 400, { error: error instanceof Error ? error.message : String(error) })
  }
}

async function run(rt: Runtime, call: string, url: URL, req: IncomingMessage): Promise<unknown> {
  switch (call) {
    case 'POST /faults':
      return setFaults(rt, readRules(await readJson(req)))
    case 'DELETE /faults':
      rt.faults.clear()
      return {}
    case 'GET /calls':
      return {
        calls: rt.calls.of(url.searchParams.get('route') ?? undefined),
        changes: rt.store.counters.all(),
      }
    case 'DELETE /calls':
      rt.calls.clear()
      return {}
    case 'GET /changes':
      return rt.store.counters.of(url.searchParams.get('groupID') ?? '')
    case 'GET /dismissed':
      return { userIDs: rt.store.dismissedWith.get(url.searchParams.get('groupID') ?? '') ?? null }
    case 'GET /incidents':
      return { reports: demoIncidents(rt.store) }
    case 'POST /down':
      rt.faults.down = field(await readJson(req), 'down') === true
      return { down: rt.faults.down }
    default:
      throw new Error(`no such control: ${call}`)
  }
}

/** Sets rules; answers the tokens that were stolen by them. */
function setFaults(rt: Runtime, rules: readonly FaultRule[]): object {
  rt.faults.add(rules)
  const stolen = rules.filter((rule) => rule.kind === 'stolen-token')
  if (!stolen.length) return {}
  const tokens = stolen.map(({ userID = '', platformID = WEB }) => {
    return { userID, platformID, token: leakToken(rt, userID, platformID) }
  })
  return { tokens }
}

async function readJson(req: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of req) text += String(chunk)
  return JSON.parse(text || '{}')
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.replace('::ffff:', '').startsWith('127.')
}

function reply(res: ServerResponse, http: number, body: unknown): void {
  res.writeHead(http, { 'content-type': 'application/json' })
  res.end(JSON.stringify(body))
}
