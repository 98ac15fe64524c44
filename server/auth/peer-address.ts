import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { PEER_HEADER } from '@/server/auth/request'

const started = z.object({
  request: z.custom<IncomingMessage>((value) => typeof value === 'object' && value !== null),
})

/**
 * Lets every request to this process say who its connection came from (`PEER_HEADER`), in place of whatever it said itself: a
 * route handler sees headers alone, and Next.js takes over an `X-Forwarded-For` that a client made up.
 */
export function tellPeerAddresses(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = started.parse(message)
    request.headers[PEER_HEADER] = request.socket.remoteAddress ?? 'unknown'
  })
}
