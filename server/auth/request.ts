import { isIPv6 } from 'node:net'

/** What is read from a request's headers. Pure. */

/** Who a request's connection came from, as this process saw it (peer-address.ts). Nobody can send it from outside. */
export const PEER_HEADER = 'x-steward-peer'

/** Path and query of a request as they were sent (peer-address.ts). Nobody can send it from outside. */
export const TARGET_HEADER = 'x-steward-target'

/**
 * Path and query as they were sent, for what is signed: an address that was read and written again may spell characters
 * otherwise, and leaves a lone `?` out.
 */
export function targetOf({ headers, url }: Request): string {
  const sent = headers.get(TARGET_HEADER)
  if (sent?.startsWith('/')) return sent
  const { pathname, search } = new URL(url)
  return pathname + search
}

/**
 * The address a request came from, for limits. Each proxy of ours adds whom it heard from to `X-Forwarded-For`, so with
 * `trustedProxies` of them that many entries from the end say who stands before the outermost; whatever a client wrote itself
 * stands further to the front. Without proxies it is whoever connected. Of IPv6 it is the /64 that one household has.
 */
export function addressOf(headers: Headers, trustedProxies: number): string {
  const peer = headers.get(PEER_HEADER) ?? 'unknown'
  if (trustedProxies === 0) return networkOf(peer)
  const entries = (headers.get('x-forwarded-for') ?? '').split(',').map((entry) => entry.trim())
  // Fewer entries than proxies: it did not come through all of them, and what it says counts for nothing.
  return networkOf(entries.at(-trustedProxies) || peer)
}

/** One household: an IPv4 address, or the first 64 bits of an IPv6 one. */
function networkOf(address: string): string {
  const bare = address.replace(/^\[|\](:\d+)?$/g, '')
  const [, four] = /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?$/i.exec(bare) ?? []
  if (four) return four
  if (!isIPv6(bare)) return address
  const [front = '', back] = bare.split('%', 1).join('').split('::')
  const head = front === '' ? [] : front.split(':')
  const tail = back === undefined || back === '' ? [] : back.split(':')
  const gap = back === undefined ? [] : Array.from({ length: 8 - head.length - tail.length }, () => '0')
  const groups = [...head, ...gap, ...tail].slice(0, 4)
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}

/**
 * Whether a request that changes something comes from our own pages. Browsers tell by `Sec-Fetch-Site` or `Origin`;
 * a client that sends neither is no browser and carries nobody's cookies by accident.
 */
export function isOwnOrigin(headers: Headers, url: string): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin') return false
  const origin = headers.get('origin')
  if (origin === null) return true
  if (origin === new URL(url).origin) return true
  return URL.canParse(origin) && new URL(origin).host === headers.get('host')
}
