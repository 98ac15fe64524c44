import { z } from 'zod'
import type { Db, Tx } from '@/server/db/client'
import { enqueue } from '@/server/jobs/enqueue'

/** Younger wishes have a job that is about to run, s. */
const PATIENCE_S = 60
/** By then the pauses between attempts at a file are over, s. */
const MEDIA_PATIENCE_S = 7_200
const MOST_AT_ONCE = 500

/**
 * Asks again for evidence and comparisons that are still missing: the queue keeps the jobs of a killed worker locked for
 * hours, and its pauses grow while OpenIM is away. Answers how many it asked for.
 */
export async function catchUp({ prisma }: Db): Promise<number> {
  return await prisma.$transaction(async (tx) => {
    const rows = await tx.$queryRaw`
      SELECT DISTINCT case_id FROM (
        SELECT e.case_id FROM evidence AS e JOIN "case" AS c ON c.id = e.case_id
        WHERE e.state = 'wanted' AND e.purged_at IS NULL AND c.last_report_at < now() - ${PATIENCE_S} * interval '1 second'
        UNION ALL
        SELECT case_id FROM report
        WHERE comparison = 'pending' AND updated_at < now() - ${PATIENCE_S} * interval '1 second'
      ) AS missing
      LIMIT ${MOST_AT_ONCE}`
    const missing = z.array(z.object({ case_id: z.string() })).parse(rows)
    for (const { case_id: caseId } of missing) {
      await enqueue(tx, 'evidence.fetch', { caseId }, `evidence:${caseId}`)
    }
    return missing.length + (await catchUpMedia(tx))
  })
}

async function catchUpMedia(tx: Tx): Promise<number> {
  const rows = await tx.$queryRaw`
    SELECT DISTINCT evidence_id FROM (
      SELECT evidence_id FROM evidence_media
      WHERE state = 'wanted' AND purged_at IS NULL AND created_at < now() - ${MEDIA_PATIENCE_S} * interval '1 second'
      ORDER BY created_at LIMIT ${MOST_AT_ONCE}
    ) AS missing`
  const missing = z.array(z.object({ evidence_id: z.string() })).parse(rows)
  for (const { evidence_id: evidenceId } of missing) {
    await enqueue(tx, 'evidence.media', { evidenceId }, `evidence-media:${evidenceId}`)
  }
  return missing.length
}
