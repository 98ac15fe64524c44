import { z } from 'zod'
import { appendAudits } from '@/server/audit/append'
import type { Json } from '@/server/audit/canonical-json'
import { system } from '@/server/auth/actor'
import type { Db, Tx } from '@/server/db/client'
import type { Prisma } from '@/server/db/generated/client'
import { accusedOf } from '@/server/features/cases/accused'
import { bytesOf, sha256Of } from './body'

const PURGER = system('retention')
/** Reports whose texts go in one transaction. */
const REPORTS_AT_ONCE = 500
const MOST_MS = 60_000

const ids = z.array(z.object({ id: z.string() }))
export const idsIn = (rows: unknown): string[] => ids.parse(rows).map(({ id }) => id)

/**
 * Purges some cases whose time is over (`isOver`, of a case `c` with its reason `y`) in one transaction, or the next
 * reports of them where there are many: then there is `more` to do. Cases that somebody else has locked are left for
 * later. Everything is done by one statement for all of them, and whatever ends in the middle is gone on with.
 */
export async function purgeSome(
  { prisma }: Db,
  caseIds: readonly string[],
  isOver: Prisma.Sql,
): Promise<{ purged: number; more: boolean }> {
  return await prisma.$transaction(
    async (tx) => {
      const due = idsIn(
        await tx.$queryRaw`
          SELECT c.id FROM "case" AS c JOIN reason AS y ON y.id = c.reason
          WHERE c.id = ANY (${caseIds}::uuid[]) AND ${isOver} ORDER BY c.id FOR UPDATE OF c SKIP LOCKED`,
      )
      if (due.length === 0) return { purged: 0, more: false }
      if ((await purgeReports(tx, due)) === REPORTS_AT_ONCE) return { purged: 0, more: true }
      await purgeRest(tx, due)
      return { purged: due.length, more: true }
    },
    { timeout: MOST_MS },
  )
}

const json = z.json()

/** Hash and size of what was said stay. Answers of how many reports it went. */
async function purgeReports(tx: Tx, caseIds: readonly string[]): Promise<number> {
  const rows = await tx.report.findMany({
    where: { caseId: { in: [...caseIds] }, purgedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, text: true, copy: true },
    take: REPORTS_AT_ONCE,
  })
  if (rows.length === 0) return 0
  const gone = rows.map(({ id, text, copy }) => {
    const said: Json = { copy: json.parse(copy), text }
    return { id, sha256: sha256Of(said), bytes: bytesOf(said) }
  })
  await tx.$executeRaw`
    UPDATE report AS r
    SET text = '', copy = NULL, purged_at = now(), purged_sha256 = g.sha256, purged_bytes = g.bytes
    FROM jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) AS g (id uuid, sha256 text, bytes int)
    WHERE r.id = g.id`
  return rows.length
}

async function purgeRest(tx: Tx, caseIds: readonly string[]): Promise<void> {
  await measureOldBodies(tx, caseIds)
  await tx.$executeRaw`
    UPDATE evidence_sighting SET body = NULL, purged_at = now()
    WHERE evidence_id IN (SELECT id FROM evidence WHERE case_id = ANY (${caseIds}::uuid[])) AND purged_at IS NULL`
  await tx.$executeRaw`
    UPDATE evidence_media SET url = '', name = '', purged_at = now()
    WHERE evidence_id IN (SELECT id FROM evidence WHERE case_id = ANY (${caseIds}::uuid[])) AND purged_at IS NULL`
  await tx.$executeRaw`
    UPDATE evidence SET body = NULL, purged_at = now()
    WHERE case_id = ANY (${caseIds}::uuid[]) AND purged_at IS NULL`
  await tx.$executeRaw`
    UPDATE case_subject SET content_hash = NULL
    WHERE case_id = ANY (${caseIds}::uuid[]) AND content_hash IS NOT NULL`
  await tx.$executeRaw`UPDATE "case" SET purged_at = now() WHERE id = ANY (${caseIds}::uuid[])`
  await tx.$executeRaw`SELECT purge_words(${caseIds}::uuid[])`
  await audit(tx, caseIds)
}

/** Of evidence that was written before sizes were kept. */
async function measureOldBodies(tx: Tx, caseIds: readonly string[]): Promise<void> {
  const old = await tx.evidence.findMany({
    where: { caseId: { in: [...caseIds] }, purgedAt: null, bytes: null, sha256: { not: null } },
    select: { id: true, body: true },
  })
  if (old.length === 0) return
  const sizes = old.map(({ id, body }) => ({ id, bytes: bytesOf(json.parse(body)) }))
  await tx.$executeRaw`
    UPDATE evidence AS e SET bytes = s.bytes
    FROM jsonb_to_recordset(${JSON.stringify(sizes)}::jsonb) AS s (id uuid, bytes int) WHERE e.id = s.id`
}

const counted = z.array(
  z.object({
    case_id: z.string(),
    evidence: z.number(),
    sightings: z.number(),
    media: z.number(),
    reports: z.number(),
    notes: z.number(),
  }),
)

/** One row each, which says how much there was since the case closed. */
async function audit(tx: Tx, caseIds: readonly string[]): Promise<void> {
  const rows = await tx.case.findMany({ where: { id: { in: [...caseIds] } }, orderBy: { id: 'asc' } })
  const counts = counted.parse(
    await tx.$queryRaw`
      SELECT c.id AS case_id,
        (SELECT count(*)::int FROM evidence AS e WHERE e.case_id = c.id AND e.purged_at >= c.closed_at) AS evidence,
        (SELECT count(*)::int FROM evidence AS e JOIN evidence_sighting AS s ON s.evidence_id = e.id
         WHERE e.case_id = c.id AND s.purged_at >= c.closed_at) AS sightings,
        (SELECT count(*)::int FROM evidence AS e JOIN evidence_media AS m ON m.evidence_id = e.id
         WHERE e.case_id = c.id AND m.purged_at >= c.closed_at) AS media,
        (SELECT count(*)::int FROM report AS r WHERE r.case_id = c.id AND r.purged_at >= c.closed_at) AS reports,
        (SELECT count(*)::int FROM case_note AS n WHERE n.case_id = c.id) AS notes
      FROM "case" AS c WHERE c.id = ANY (${caseIds}::uuid[])`,
  )
  const byCase = new Map(counts.map(({ case_id, ...count }) => [case_id, count]))
  await appendAudits(
    tx,
    rows.map((row) => ({
      actor: PURGER,
      action: 'evidence.purged' as const,
      subject: accusedOf(row),
      after: { ...byCase.get(row.id), reason: row.reason, closedAt: row.closedAt?.getTime() ?? null },
      requestId: `purge-${row.id}`,
      caseId: row.id,
    })),
  )
}
