import { readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { Tx } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import type { Env } from '@/server/env'
import { LOADED_PREFIX } from '@/server/media/download'
import { mediaStore } from '@/server/media/store'
import { lockObject } from './fetch-media'

/** For one file, ms. */
const MOST_MS = 300_000
/** Files that are looked for together. */
const AT_ONCE = 500
/** What a crash left behind while a file was being stored is looked for that long, days. */
const CRASHED_DAYS = 2
/** No loading takes that long: what is older was left behind by a crash, ms. */
const LEFT_BEHIND_MS = 86_400_000

const hashes = z.array(z.object({ sha256: z.string() }))

/** Removes files that no evidence refers to any more, and what a crash left behind while one was loaded. */
export async function removeFiles(
  { db, config }: Pick<Env, 'db' | 'config'>,
  stop?: AbortSignal,
): Promise<void> {
  let last = ''
  for (;;) {
    const rows = hashes.parse(
      await db.prisma.$queryRaw`
        SELECT o.sha256 FROM media_object AS o
        WHERE o.sha256 > ${last} AND ${UNNEEDED}
          AND (o.stored_at IS NOT NULL OR o.created_at > now() - ${CRASHED_DAYS} * interval '1 day')
        ORDER BY o.sha256 LIMIT ${AT_ONCE}`,
    )
    for (const { sha256 } of rows) {
      if (stop?.aborted) return
      await db.prisma.$transaction((tx) => removeFile(tx, config, sha256), { timeout: MOST_MS })
    }
    last = rows.at(-1)?.sha256 ?? ''
    if (rows.length < AT_ONCE) break
  }
  await removeLeftBehind(tmpdir())
}

/** Removes a file if it is still needed by nobody once it is locked. */
async function removeFile(tx: Tx, config: Env['config'], sha256: string): Promise<void> {
  await lockObject(tx, sha256)
  const still = await tx.$queryRaw`
    SELECT o.sha256 FROM media_object AS o WHERE o.sha256 = ${sha256} AND ${UNNEEDED}`
  if (hashes.parse(still).length === 0) return
  await mediaStore(config).remove(sha256)
  await tx.mediaObject.update({ where: { sha256 }, data: { storedAt: null }, select: { sha256: true } })
}

/** The condition under which nobody needs a file `o`. */
const UNNEEDED = Prisma.sql`
  NOT EXISTS (SELECT 1 FROM evidence_media AS m WHERE m.sha256 = o.sha256 AND m.purged_at IS NULL)`

async function removeLeftBehind(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(LOADED_PREFIX)) continue
    const path = join(folder, name)
    // Another worker may have removed it meanwhile.
    const seen = await stat(path).catch(() => null)
    if (seen && seen.mtimeMs < Date.now() - LEFT_BEHIND_MS) await rm(path, { force: true })
  }
}
