import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { PEER_HEADER, TARGET_HEADER } from '@/server/auth/request'
import { readableMethod, readableTarget } from './readable-request'

const started = z.object({
  request: z.custom<IncomingMessage>((value) => typeof value === 'object' && value !== null),
})

/**
 * Lets every request to this process say who its connection came from (`PEER_HEADER`) and what it asked for (`TARGET_HEADER`), in
 * place of whatever it said itself: a route handler sees headers alone, Next.js takes over an `X-Forwarded-For` that a client made
 * up, and it spells addresses anew. What it would stumble over itself is put so that a route answers it.
 */
export function tellPeerAddresses(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = started.parse(message)
    request.headers[PEER_HEADER] = request.socket.remoteAddress ?? 'unknown'
    const { url = '/', method = 'GET' } = request
    request.headers[TARGET_HEADER] = url
    request.method = readableMethod(method, url)
    request.url = readableTarget(url)
  })
}
