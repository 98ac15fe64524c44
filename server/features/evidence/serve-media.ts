import type { Readable } from 'node:stream'
import { z } from 'zod'
import type { StaffActor } from '@/server/auth/actor'
import { may } from '@/server/auth/permissions'
import type { Env } from '@/server/env'
import { DomainError } from '@/server/errors'
import { auditRead } from '@/server/features/cases/audit-read'
import { showsAs } from '@/server/media/sniff'
import { type ByteRange, mediaStore } from '@/server/media/store'
import { type OpenedMedia, openMedia } from './open-media'
import { isRevealed } from './reveal'

type Asked = { actor: StaffActor | null; requestId: string; env: Env }

/**
 * Answers with a copied file, to somebody who may work on its case. It is shown in place only where it is a picture made of
 * pixels; all else is a file to save, without any name its sender gave it. What it holds can run nowhere. A file of an
 * emergency needs the token of a reveal. Throws DomainError `unauthenticated`, `forbidden`, `not_found`.
 */
export async function serveMedia(
  { actor, requestId, env }: Asked,
  id: string,
  request: Request,
): Promise<Response> {
  if (actor === null) throw new DomainError('unauthenticated', 'unauthenticated')
  if (!may(actor.role, 'case.read')) throw new DomainError('forbidden', 'forbidden')
  const mediaId = z.uuid().safeParse(id).data
  if (mediaId === undefined) throw new DomainError('not_found', 'not_found')
  const by = { actor, requestId }
  const opened = await openMedia(env.db, by, mediaId)
  const token = new URL(request.url).searchParams.get('reveal')
  if (opened.row.emergency && !isRevealed(env.config, actor, mediaId, token)) {
    throw new DomainError('forbidden', 'media_not_revealed')
  }
  await auditRead(env.db, by, opened.row)
  return await answer(env, opened, request.headers.get('range'))
}

async function answer({ config }: Env, { object }: OpenedMedia, wanted: string | null): Promise<Response> {
  const bytes = Number(object.bytes)
  const range = rangeIn(wanted, bytes)
  const stream = await mediaStore(config).open(object.sha256, range ?? undefined)
  if (stream === null) throw new DomainError('not_found', 'not_found')
  const headers = headersOf(object)
  headers.set('content-length', String(range ? range.end - range.start + 1 : bytes))
  if (range) headers.set('content-range', `bytes ${range.start}-${range.end}/${bytes}`)
  return new Response(webStream(stream), { status: range ? 206 : 200, headers })
}

/** The types of the two kinds of streams disagree about what a chunk is. */
function webStream(stream: Readable): ReadableStream<Uint8Array<ArrayBuffer>> {
  const chunks: AsyncIterator<unknown> = stream[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next()
      if (done || !(value instanceof Uint8Array)) controller.close()
      else controller.enqueue(new Uint8Array(value))
    },
    cancel: () => void stream.destroy(),
  })
}

/** Headers under which a browser does nothing with a file but draw, play or save it. Pure. */
function headersOf(object: Pick<OpenedMedia['object'], 'sha256' | 'type' | 'width' | 'height'>): Headers {
  const { sha256, type, width, height } = object
  const shows = showsAs({ type, size: width && height ? { width, height } : null })
  return new Headers({
    'content-type': shows === null ? 'application/octet-stream' : type,
    'content-disposition': `${shows === 'picture' ? 'inline' : 'attachment'}; filename="evidence-${sha256.slice(0, 12)}"`,
    'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'cache-control': 'private, no-store',
    'accept-ranges': 'bytes',
  })
}

/** The one part of a file that is asked for; null for all of it. Pure. */
function rangeIn(header: string | null, bytes: number): ByteRange | null {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? []
  if (from === '' && to === '') return null
  const start = from === '' ? Math.max(0, bytes - Number(to)) : Number(from)
  const end = from === '' || to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1)
  return start <= end && start < bytes ? { start, end } : null
}
