import type { IncomingMessage, ServerResponse } from 'node:http'
import { FAULT_KINDS, type FaultKind, type FaultRule } from './faults'
import type { Runtime } from './runtime'
import { demoIncidents } from './seed/incident-messages'

/** Where the controls live, outside OpenIM's own URL space. */
export const CONTROL_PREFIX = '/_sandbox/'

/**
 * Test controls over HTTP, for processes other than the one that runs the sandbox; only from this machine.
 * POST /_sandbox/faults {rules} · DELETE /_sandbox/faults · GET /_sandbox/calls?route= · DELETE /_sandbox/calls ·
 * GET /_sandbox/changes?groupID= · POST /_sandbox/down {down} · GET /_sandbox/incidents
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
      rt.faults.add(readRules(await readJson(req)))
      return {}
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
    case 'GET /incidents':
      return { reports: demoIncidents(rt.store) }
    case 'POST /down':
      rt.faults.down = field(await readJson(req), 'down') === true
      return { down: rt.faults.down }
    default:
      throw new Error(`no such control: ${call}`)
  }
}

/** Checks fault rules; throws an error that names the field. */
export function readRules(body: unknown): FaultRule[] {
  const rules = field(body, 'rules')
  if (!Array.isArray(rules)) throw new Error('rules: must be a list')
  return rules.map((rule: unknown, i) => {
    const route = field(rule, 'route')
    const kind = FAULT_KINDS.find((k) => k === field(rule, 'kind'))
    if (typeof route !== 'string') throw new Error(`rules[${i}].route: must be a text`)
    if (!kind) throw new Error(`rules[${i}].kind: must be one of ${FAULT_KINDS.join(', ')}`)
    return { route, kind: kind satisfies FaultKind, ...numbers(rule, i), ...matchOf(rule, i) }
  })
}

function numbers(rule: unknown, i: number): Pick<FaultRule, 'nth' | 'times' | 'ms' | 'landsAfterMs'> {
  const out: Pick<FaultRule, 'nth' | 'times' | 'ms' | 'landsAfterMs'> = {}
  for (const key of ['nth', 'times', 'ms', 'landsAfterMs'] as const) {
    const value = field(rule, key)
    if (value === undefined) continue
    if (typeof value !== 'number' || value < 0)
      throw new Error(`rules[${i}].${key}: must be a number of 0 or more`)
    out[key] = value
  }
  return out
}

function matchOf(rule: unknown, i: number): Pick<FaultRule, 'match'> {
  const match = field(rule, 'match')
  if (match === undefined) return {}
  if (typeof match !== 'string') throw new Error(`rules[${i}].match: must be a text`)
  return { match }
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.entries(value).find(([key]) => key === name)?.[1]
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
