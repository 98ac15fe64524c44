import type { Fetch } from './envelope'

const reads =
  /^\/(statistics|config)\/|\/(get_(?!user_token|admin_token)|search_|account_check|pull_msg|parse_token|check_msg)/

/**
 * Sends only what leaves everything alone that these tests did not make: each id in a request that may change something
 * must carry `prefix`, or be the admin's own. Anything else throws and is not sent.
 */
export function onlyOwnIds(
  prefix: string,
  adminId: string,
  send: Fetch = (url, init) => fetch(url, init),
): Fetch {
  const isOwn = (id: string) => id === '' || id === adminId || id.includes(prefix)
  return async (url, init) => {
    const { pathname } = new URL(url)
    const body: unknown = reads.test(pathname) ? {} : JSON.parse(String(init.body))
    const foreign = idsIn(body).filter((id) => !isOwn(id))
    if (foreign.length > 0) throw new Error(`${pathname} would change ${foreign.join(', ')}`)
    return send(url, init)
  }
}

/** Every text under a key that names an id or ids. */
function idsIn(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return /ids?$/i.test(key) ? [value] : []
  if (Array.isArray(value)) return value.flatMap((item) => idsIn(item, key))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, item]) => idsIn(item, name))
}
