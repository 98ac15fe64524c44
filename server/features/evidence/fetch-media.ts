import { rm } from 'node:fs/promises'
import type { Db, Tx } from '@/server/db/client'
import type { EvidenceMedia } from '@/server/db/generated/client'
import type { Env } from '@/server/env'
import { ownMediaBases } from '@/server/media/address'
import { type Downloaded, download } from '@/server/media/download'
import { sniff } from '@/server/media/sniff'
import { mediaStore } from '@/server/media/store'
import { mediaHash } from './content-hash'

/** How often loading a file is tried. */
const MOST_ATTEMPTS = 8

/** Thrown so that the queue tries again later. */
class NotLoaded extends Error {
  constructor() {
    super('media of the evidence could not be loaded yet')
    this.name = 'NotLoaded'
  }
}

/**
 * Copies what the reported message of some evidence carries, as far as it is not there yet: within the limits of the
 * settings, from nowhere inside the network but the chat's own storage. What it is is read from its bytes. Safe to run
 * again and twice at once. Throws while something may still be there the next time.
 */
export async function fetchMedia(env: Pick<Env, 'db' | 'config'>, evidenceId: string): Promise<void> {
  const wanted = await env.db.prisma.evidenceMedia.findMany({
    where: { evidenceId, state: 'wanted', purgedAt: null },
    orderBy: { id: 'asc' },
  })
  let isMissing = false
  for (const media of wanted) isMissing = !(await fetchOne(env, media)) || isMissing
  if (isMissing) throw new NotLoaded()
}

/** Whether nothing more is to be tried. */
async function fetchOne(env: Pick<Env, 'db' | 'config'>, media: EvidenceMedia): Promise<boolean> {
  const { media: limits, openim } = env.config
  const got = await download(media.url, {
    ownBases: ownMediaBases(openim),
    elsewhere: limits.from === 'anywhere',
    maxBytes: limits.maxBytes,
    timeoutMs: limits.timeoutMs,
  })
  if (got.state !== 'loaded') return await note(env.db, media, got.state)
  try {
    await keep(env, media, got)
    return true
  } finally {
    await rm(got.path, { force: true })
  }
}

async function note({ prisma }: Db, { id, attempts }: EvidenceMedia, state: FailedState): Promise<boolean> {
  const isOver = state !== 'failed' || attempts + 1 >= MOST_ATTEMPTS
  await prisma.evidenceMedia.updateMany({
    where: { id, state: 'wanted' },
    data: { attempts: { increment: 1 }, ...(isOver && { state, fetchedAt: new Date() }) },
  })
  return isOver
}

type Loaded = Extract<Downloaded, { state: 'loaded' }>
type FailedState = Exclude<Downloaded['state'], 'loaded'>

/** The row of the file comes first: what a crash leaves behind is known, and removed when nobody needs it. */
async function keep({ db, config }: Pick<Env, 'db' | 'config'>, media: EvidenceMedia, got: Loaded) {
  const { sha256, bytes, head, path } = got
  const { type, size } = sniff(head)
  await db.prisma.mediaObject.createMany({
    data: { sha256, bytes, type, width: size?.width ?? null, height: size?.height ?? null },
    skipDuplicates: true,
  })
  await db.prisma.$transaction(
    async (tx) => {
      await lockObject(tx, sha256)
      await mediaStore(config).put(sha256, path)
      await tx.mediaObject.update({
        where: { sha256 },
        data: { storedAt: new Date() },
        select: { sha256: true },
      })
      await tx.evidenceMedia.updateMany({
        where: { id: media.id, state: 'wanted', purgedAt: null },
        data: { state: 'stored', sha256, bytes, type, fetchedAt: new Date() },
      })
      await setContentHash(tx, media, sha256)
    },
    { timeout: config.media.timeoutMs + 10_000 },
  )
}

/** Whoever stores a file and whoever removes it wait for each other. */
export async function lockObject(tx: Tx, sha256: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM media_object WHERE sha256 = ${sha256} FOR UPDATE`
}

/** The file itself tells what a message says, where it says nothing in words; a preview does not. */
async function setContentHash(tx: Tx, { evidenceId, part }: EvidenceMedia, sha256: string): Promise<void> {
  if (part === 'preview') return
  await tx.caseSubject.updateMany({
    where: { evidence: { id: evidenceId, purgedAt: null }, contentHash: null },
    data: { contentHash: mediaHash(sha256) },
  })
}
