import type { Db } from '@/server/db/client'
import { drawSample } from '@/server/features/samples/draw'
import { DECISION_INCLUDE, writeNotices } from './write'

/** Follows up a decision that holds: who is told, and whether a second person decides it again. Nothing for one revoked. */
export async function followUp({ prisma }: Db, decisionId: string): Promise<void> {
  await prisma.$transaction(async (tx) => {
    // Nobody revokes it meanwhile: whoever does moves the case.
    await tx.$queryRaw`
      SELECT 1 FROM "case" WHERE id = (SELECT case_id FROM decision WHERE id = ${decisionId}::uuid) FOR NO KEY UPDATE`
    const decision = await tx.decision.findUnique({ where: { id: decisionId }, include: DECISION_INCLUDE })
    if (!decision || decision.revokedAt !== null || decision.case.state !== 'closed') return
    await writeNotices(tx, decision)
    await drawSample(tx, decision)
  })
}
