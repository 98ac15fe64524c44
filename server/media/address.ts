import { lookup as lookUp } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** Which addresses media may be loaded from. What a message says is anybody's text, and so is a link in it. */

/** Whether a server that decodes a path once more would leave the folder it names. Pure. */
function climbs(path: string): boolean {
  let decoded = path
  for (let more = 0; more < 4; more += 1) {
    if (decoded.split(/[/\\]/).includes('..')) return true
    try {
      decoded = decodeURIComponent(decoded)
    } catch {
      // Names may hold a percent sign of their own.
      return false
    }
  }
  return false
}

/** Whether `url` lies below one of the addresses. Pure. */
export function liesBelow(url: string, bases: readonly string[]): boolean {
  if (!URL.canParse(url)) return false
  const { origin, pathname, username, password } = new URL(url)
  if (username !== '' || password !== '' || climbs(pathname)) return false
  return bases.some((base) => {
    const below = new URL(base)
    return origin === below.origin && pathname.startsWith(`${below.pathname.replace(/\/+$/, '')}/`)
  })
}

/** Where the chat's own media is, as the settings say: OpenIM's object route and its storage. Pure. */
export function ownMediaBases({ url, mediaUrl }: { url: string; mediaUrl: string | undefined }): string[] {
  return [`${url}/object`, ...(mediaUrl === undefined ? [] : [mediaUrl])]
}

/** Everything that is not the public internet (IANA's special-purpose registries). */
const INSIDE = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  INSIDE.addSubnet(network, prefix, 'ipv4')
}
/** Of IPv6 only 2000::/3 is public, without tunnels into IPv4 and documentation. */
const OUTSIDE_6 = new BlockList()
OUTSIDE_6.addSubnet('2000::', 3, 'ipv6')
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  INSIDE.addSubnet(network, prefix, 'ipv6')
}

/** Whether an IP address is on the public internet. Pure. */
export function isPublicIp(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !INSIDE.check(address, 'ipv4')
    case 6:
      return OUTSIDE_6.check(address, 'ipv6') && !INSIDE.check(address, 'ipv6')
    default:
      return false
  }
}

/**
 * Whether `url` may be asked as far as it can be told before its name is resolved: http(s), no credentials, and no IP address
 * inside the network. Ask it with `publicLookup`. Pure.
 */
export function isPublicUrl(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname, username, password } = new URL(url)
  const host = hostname.replace(/^\[|\]$/g, '')
  return (
    (protocol === 'https:' || protocol === 'http:') &&
    username === '' &&
    password === '' &&
    (isIP(host) === 0 || isPublicIp(host))
  )
}

/** Thrown for an address inside the network. */
export class InsideAddress extends Error {
  constructor() {
    super('the address is not on the public internet')
    this.name = 'InsideAddress'
  }
}

/**
 * Resolves a name like `dns.lookup`, and fails where any of its addresses is not public. The connection is made to what
 * was checked here, so a name cannot answer otherwise a moment later.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookUp(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, [])
    if (addresses.length === 0 || addresses.some(({ address }) => !isPublicIp(address))) {
      return callback(new InsideAddress(), [])
    }
    const [first] = addresses
    if (options.all || first === undefined) return callback(null, addresses)
    callback(null, first.address, first.family)
  })
}
