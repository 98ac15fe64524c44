/** What is read from a request's headers. Pure. */

/**
 * The address a request came from, for limits: the entry that the nearest proxy added. Without a proxy in front a
 * client may claim any address, so limits never rest on it alone.
 */
export function addressOf(headers: Headers): string {
  return headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || 'unknown'
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
