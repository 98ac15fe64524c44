import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import type { Runtime } from './runtime'
import type { Answer } from './wire/envelope'

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': '*',
  'access-control-allow-headers': '*',
  'access-control-max-age': '172800',
  'access-control-allow-credentials': 'false',
}

/** Sends an answer with the headers of a real server (contract 1.2); nothing when the client is gone. */
export function writeAnswer(rt: Runtime, req: IncomingMessage, res: ServerResponse, answer: Answer): void {
  if (res.destroyed || res.writableEnded) return
  const zipped = /\bgzip\b/.test(String(req.headers['accept-encoding'] ?? ''))
  const payload = zipped ? gzipSync(answer.body, { level: 1 }) : Buffer.from(answer.body)
  res.writeHead(answer.http, {
    ...CORS,
    ...(rt.patch ? {} : { 'x-http-id': randomUUID() }),
    ...(zipped ? { 'content-encoding': 'gzip', vary: 'Accept-Encoding' } : {}),
    'content-type': answer.type,
    'content-length': payload.length,
  })
  res.end(payload)
}
