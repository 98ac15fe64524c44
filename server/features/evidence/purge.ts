import { z } from 'zod'
import { appendAudit } from '@/server/audit/append'
import type { Json } from '@/server/audit/canonical-json'
import { system } from '@/server/auth/actor'
import type { Db, Tx } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import type { Env } from '@/server/env'
import { accusedOf } from '@/server/features/cases/accused'
import { mediaStore } from '@/server/media/store'
import { bytesOf, sha256Of } from './body'
import { lockObject } from './fetch-media'

const PURGER = system('retention')
const AT_ONCE = 50
/** For one case with all its reports, or one file, ms. */
const MOST_MS = 300_000
/** What a crash left behind while a file was being stored is looked for that long, days. */
const CRASHED_DAYS = 2

const ids = z.array(z.object({ id: z.string() }))

/**
 * Purges what is kept of cases that closed longer ago than their reason says, and files that nobody needs any more. A
 * legal hold stops it, and so does a second look at the decision that is not over. Hashes and sizes stay. Ends early on
 * `stop`; what is left is done the next time. Answers how many cases it purged.
 */
export async function purgeEvidence(env: Pick<Env, 'db' | 'config'>, stop?: AbortSignal): Promise<number> {
  let purged = 0
  for (;;) {
    const due = stop?.aborted ? [] : await dueCases(env.db)
    for (const { id } of due) if (!stop?.aborted && (await purgeCase(env.db, id))) purged += 1
    if (due.length < AT_ONCE) break
  }
  await removeFiles(env, stop)
  return purged
}

/** The condition under which the time of a case `c` with its reason `y` is over. */
const OVER = Prisma.sql`
  c.state = 'closed' AND c.purged_at IS NULL AND NOT c.legal_hold
  AND c.closed_at < now() - y.retention_days * interval '1 day'
  AND NOT EXISTS (
    SELECT 1 FROM decision AS d JOIN "case" AS again ON again.review_of_id = d.id
    WHERE d.case_id = c.id
      AND (again.state <> 'closed' OR again.closed_at >= now() - y.retention_days * interval '1 day')
  )`

async function dueCases({ prisma }: Db) {
  const rows = await prisma.$queryRaw`
    SELECT c.id FROM reason AS y JOIN "case" AS c ON c.reason = y.id WHERE ${OVER} LIMIT ${AT_ONCE}`
  return ids.parse(rows)
}

/** Purges one case if its time is still over once it is locked. */
async function purgeCase({ prisma }: Db, caseId: string): Promise<boolean> {
  return await prisma.$transaction((tx) => purgeLocked(tx, caseId), { timeout: MOST_MS })
}

async function purgeLocked(tx: Tx, caseId: string): Promise<boolean> {
  const rows = await tx.$queryRaw`
      SELECT c.id FROM "case" AS c JOIN reason AS y ON y.id = c.reason
      WHERE c.id = ${caseId}::uuid AND ${OVER} FOR UPDATE OF c`
  if (ids.parse(rows).length === 0) return false
  const at = new Date()
  const counts = {
    ...(await purgeBodies(tx, caseId, at)),
    media: await purgeMedia(tx, caseId, at),
    reports: await purgeReports(tx, caseId, at),
  }
  await tx.caseSubject.updateMany({ where: { caseId }, data: { contentHash: null } })
  const row = await tx.case.update({ where: { id: caseId }, data: { purgedAt: at } })
  await appendAudit(tx, {
    actor: PURGER,
    action: 'evidence.purged',
    subject: accusedOf(row),
    after: { ...counts, reason: row.reason, closedAt: row.closedAt?.getTime() ?? null },
    requestId: `purge-${caseId}`,
    caseId,
  })
  return true
}

const json = z.json()

async function purgeBodies(tx: Tx, caseId: string, at: Date) {
  const rows = await tx.evidence.findMany({ where: { caseId, purgedAt: null } })
  for (const { id, body, bytes } of rows) {
    await tx.evidence.update({
      where: { id },
      data: {
        body: Prisma.DbNull,
        purgedAt: at,
        // Written before sizes were kept.
        ...(bytes === null && body !== null && { bytes: bytesOf(json.parse(body)) }),
      },
      select: { id: true },
    })
  }
  const { count } = await tx.evidenceSighting.updateMany({
    where: { evidence: { caseId }, purgedAt: null },
    data: { body: Prisma.DbNull, purgedAt: at },
  })
  return { evidence: rows.length, sightings: count }
}

async function purgeMedia(tx: Tx, caseId: string, at: Date): Promise<number> {
  const { count } = await tx.evidenceMedia.updateMany({
    where: { evidence: { caseId }, purgedAt: null },
    data: { url: '', name: '', purgedAt: at },
  })
  return count
}

async function purgeReports(tx: Tx, caseId: string, at: Date): Promise<number> {
  const rows = await tx.report.findMany({ where: { caseId, purgedAt: null } })
  for (const { id, text, copy } of rows) {
    const said: Json = { copy: json.parse(copy), text }
    await tx.report.update({
      where: { id },
      data: {
        text: '',
        copy: Prisma.DbNull,
        purgedAt: at,
        purgedSha256: sha256Of(said),
        purgedBytes: bytesOf(said),
      },
      select: { id: true },
    })
  }
  return rows.length
}

const hashes = z.array(z.object({ sha256: z.string() }))

/** Files that no evidence refers to any more. */
async function removeFiles({ db, config }: Pick<Env, 'db' | 'config'>, stop?: AbortSignal): Promise<void> {
  const rows = await db.prisma.$queryRaw`
    SELECT o.sha256 FROM media_object AS o
    WHERE ${UNNEEDED} AND (o.stored_at IS NOT NULL OR o.created_at > now() - ${CRASHED_DAYS} * interval '1 day')`
  for (const { sha256 } of hashes.parse(rows)) {
    if (stop?.aborted) return
    await db.prisma.$transaction((tx) => removeFile(tx, config, sha256), { timeout: MOST_MS })
  }
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
