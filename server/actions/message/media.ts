import { liesBelow, ownMediaBases } from '@/server/media/address'

/** What was found behind the links of a message. `unchecked`: at least one was not asked for, or did not answer. */
export type MediaLeft = 'none' | 'reachable' | 'gone' | 'unchecked'

/** Where pictures and files are served from, as the settings say. */
type Storage = { url: string; mediaUrl: string | undefined }

/** For one address with all its redirects, ms. */
const MOST_MS = 3_000
const MOST_REDIRECTS = 3
/** A message carries a picture in three sizes. */
const MOST_ADDRESSES = 3

/**
 * Whether media can still be loaded without a token, as anybody could who has the link. What a message says is anybody's
 * text: only addresses below OpenIM's own object route and the storage named in the settings are asked, redirects
 * included; of all others it says that they were not. Never throws.
 */
export async function checkMedia(storage: Storage, urls: readonly string[]): Promise<MediaLeft> {
  if (urls.length === 0) return 'none'
  const bases = ownMediaBases(storage)
  const found = await Promise.all(urls.slice(0, MOST_ADDRESSES).map((url) => loads(url, bases)))
  if (found.includes('reachable')) return 'reachable'
  return found.includes('unchecked') || urls.length > MOST_ADDRESSES ? 'unchecked' : 'gone'
}

async function loads(url: string, bases: readonly string[]): Promise<Exclude<MediaLeft, 'none'>> {
  const signal = AbortSignal.timeout(MOST_MS)
  let at = url
  try {
    for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
      if (!liesBelow(at, bases)) return 'unchecked'
      // Signed links answer to GET only, so one byte is asked for.
      const answer = await fetch(at, { redirect: 'manual', signal, headers: { range: 'bytes=0-0' } })
      await answer.body?.cancel()
      const next = answer.headers.get('location')
      if (answer.status < 300 || answer.status >= 400 || next === null) return meaningOf(answer.status)
      at = new URL(next, at).href
    }
  } catch {
    // No answer is no proof of anything.
  }
  return 'unchecked'
}

const GONE = new Set([401, 403, 404, 410])

function meaningOf(status: number): 'reachable' | 'gone' | 'unchecked' {
  if (GONE.has(status)) return 'gone'
  return status < 300 || status === 416 ? 'reachable' : 'unchecked'
}
