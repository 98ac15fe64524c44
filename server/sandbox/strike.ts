import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FaultRule } from './faults'
import type { Runtime } from './runtime'
import { type Answer, failure } from './wire/envelope'
import { ApiError, argsError } from './wire/errors'
import { writeAnswer } from './write-answer'

/** What the rate limiter adds to its refusals; it comes before CORS, so those headers are missing (contract 1.5). */
const LIMITER_HEADERS = {
  'x-ratelimit-policy': 'BBR',
  'retry-after': '1',
  'x-ratelimit-limit': '100',
  'x-ratelimit-remaining': '0',
}

/** Does to a call what a fault rule says (see faults.ts). `run` gives the call its effect and its answer. */
export async function strike(
  rt: Runtime,
  fault: FaultRule,
  req: IncomingMessage,
  res: ServerResponse,
  run: () => Promise<Answer>,
): Promise<void> {
  const { kind, ms = 1000 } = fault
  const answer = (error: ApiError) => writeAnswer(rt, req, res, failure(error, rt.settings.quirks))
  if (fault.landsAfterMs !== undefined) rt.later(fault.landsAfterMs, () => void run())
  else if (kind.endsWith('-after')) await run()
  switch (kind) {
    case 'delay':
      rt.later(ms, () => void run().then((late) => writeAnswer(rt, req, res, late)))
      return
    case 'latency': {
      const done = await run()
      rt.later(ms, () => writeAnswer(rt, req, res, done))
      return
    }
    case 'twice': {
      const first = await run()
      if (fault.ms) rt.later(fault.ms, () => void run())
      else await run()
      writeAnswer(rt, req, res, first)
      return
    }
    case 'timeout-before':
    case 'timeout-after':
    case 'hang':
      return
    case 'reset-before':
    case 'reset-after':
      req.socket.resetAndDestroy()
      return
    case '429':
      refuse(rt, res)
      return
    case 'slow-start':
      answer(new ApiError(500, `grpc service ${serviceOf(fault, req)} down`, 'connection refused'))
      return
    case 'error-after':
      answer(argsError('error after effect'))
      return
    default:
      answer(new ApiError(500, 'ServerInternalError', 'sandbox fault'))
  }
}

function refuse(rt: Runtime, res: ServerResponse): void {
  const error = new ApiError(429, 'too many requests, please try again later', '', { dlt: '' }, 429)
  const { body, type } = failure(error, rt.settings.quirks)
  if (res.destroyed) return
  res.writeHead(429, { ...LIMITER_HEADERS, 'content-type': type, 'content-length': Buffer.byteLength(body) })
  res.end(body)
}

/** The service behind a route: its first part, with the names that differ. */
function serviceOf(fault: FaultRule, req: IncomingMessage): string {
  const path = fault.route === '*' ? (req.url ?? '/') : fault.route
  return `${path.split('/')[1] ?? 'user'}-rpc-service`
}
