import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { get as getHttp, type IncomingMessage } from 'node:http'
import { get as getHttps } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { InsideAddress, isPublicUrl, liesBelow, publicLookup } from './address'
import { HEAD_BYTES } from './sniff'

const MOST_REDIRECTS = 4
/** How names of files begin that were loaded and are not stored yet, in the folder for temporary files. */
export const LOADED_PREFIX = 'steward-media-'

export type DownloadLimits = {
  /** Addresses below these are loaded wherever they are: the chat's own. */
  ownBases: readonly string[]
  /** Whether other addresses of the public internet are loaded too. */
  elsewhere: boolean
  maxBytes: number
  /** For everything, redirects and body included, ms. */
  timeoutMs: number
}

/** A file that was loaded; whoever asked removes it. `failed` may be tried again, the rest may not. */
export type Downloaded =
  | { state: 'loaded'; path: string; bytes: number; sha256: string; head: Uint8Array }
  | { state: 'gone' | 'refused' | 'too_large' | 'failed' }

/**
 * Loads what is behind a link that somebody wrote into a message, into a temporary file. Never sends anything of ours, never
 * follows it inside the network, and stops at the limits. Never throws.
 */
export async function download(url: string, limits: DownloadLimits): Promise<Downloaded> {
  const signal = AbortSignal.timeout(limits.timeoutMs)
  let at = url
  try {
    for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
      if (!mayLoad(at, limits)) return { state: 'refused' }
      const answer = await ask(at, liesBelow(at, limits.ownBases), signal)
      const status = answer.statusCode ?? 0
      const next = status >= 300 && status < 400 ? answer.headers.location : undefined
      if (next === undefined) return await read(answer, status, limits, signal)
      answer.destroy()
      if (!URL.canParse(next, at)) return { state: 'gone' }
      at = new URL(next, at).href
    }
    return { state: 'gone' }
  } catch (error) {
    return { state: error instanceof InsideAddress ? 'refused' : 'failed' }
  }
}

/** Whether an address may be asked at all; names are looked at again when they are resolved. */
function mayLoad(url: string, { ownBases, elsewhere }: DownloadLimits): boolean {
  if (liesBelow(url, ownBases)) return true
  return elsewhere && isPublicUrl(url)
}

function ask(url: string, isOwn: boolean, signal: AbortSignal): Promise<IncomingMessage> {
  const get = url.startsWith('https:') ? getHttps : getHttp
  const options = {
    signal,
    // A connection of its own: none that somebody else opened to the same name is used.
    agent: false,
    headers: { accept: '*/*', 'accept-encoding': 'identity' },
    ...(!isOwn && { lookup: publicLookup }),
  } as const
  return new Promise((resolve, reject) => void get(url, options, resolve).on('error', reject))
}

const GONE = new Set([401, 403, 404, 410, 451])

async function read(
  answer: IncomingMessage,
  status: number,
  { maxBytes }: DownloadLimits,
  signal: AbortSignal,
): Promise<Downloaded> {
  const told = Number(answer.headers['content-length'] ?? 0)
  if (status !== 200 || told > maxBytes) {
    answer.destroy()
    if (status === 200) return { state: 'too_large' }
    return { state: GONE.has(status) ? 'gone' : 'failed' }
  }
  const path = join(tmpdir(), `${LOADED_PREFIX}${randomUUID()}`)
  const meter = createMeter(maxBytes)
  try {
    await pipeline(answer, meter.stream, createWriteStream(path, { mode: 0o600, flags: 'wx' }), { signal })
    return { state: 'loaded', path, ...meter.read() }
  } catch (error) {
    await rm(path, { force: true })
    if (error instanceof TooLarge) return { state: 'too_large' }
    throw error
  }
}

class TooLarge extends Error {}

/** Counts, hashes and keeps the beginning of what passes. */
function createMeter(maxBytes: number) {
  const hash = createHash('sha256')
  const head: Buffer[] = []
  let bytes = 0
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (bytes < HEAD_BYTES) head.push(chunk)
      bytes += chunk.length
      hash.update(chunk)
      done(bytes > maxBytes ? new TooLarge() : null, chunk)
    },
  })
  return {
    stream,
    read: () => ({ bytes, sha256: hash.digest('hex'), head: Buffer.concat(head).subarray(0, HEAD_BYTES) }),
  }
}
