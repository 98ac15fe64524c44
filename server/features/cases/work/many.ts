import type { ActionEnv } from '@/server/actions/action-env'
import { DomainError } from '@/server/errors'
import { type By, claimCase } from '@/server/features/cases/claim'
import { decideCase } from '@/server/features/cases/decide'
import { releaseCase } from '@/server/features/cases/release'
import type { ManyResult } from './schema'

/**
 * Closes several cases as no violation with one reason: each by itself, so that one that somebody else holds does not
 * stop the others.
 */
export async function dismissMany(
  env: ActionEnv,
  by: By,
  { caseIds, reason }: { caseIds: readonly string[]; reason: string },
): Promise<ManyResult[]> {
  const results: ManyResult[] = []
  for (const caseId of new Set(caseIds)) results.push(await dismissOne(env, by, caseId, reason))
  return results
}

async function dismissOne(env: ActionEnv, by: By, caseId: string, reason: string): Promise<ManyResult> {
  const row = await env.db.prisma.case.findUnique({
    where: { id: caseId },
    select: { number: true, claimedById: true },
  })
  let claimed: number | null = null
  try {
    claimed = (await claimCase(env.db, by, caseId)).epoch
    const none = { policy: null, actions: [], notify: { reporter: false, person: false } }
    await decideCase(env, by, { ...none, caseId, epoch: claimed, reason })
    return { caseId, number: row?.number ?? null, refused: null }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    // What this made somebody hold is given back.
    if (claimed !== null && row?.claimedById !== by.actor.id)
      await releaseCase(env.db, by, { caseId, epoch: claimed }).catch(() => undefined)
    return {
      caseId,
      number: error.code === 'not_found' ? null : (row?.number ?? null),
      refused: error.reason,
    }
  }
}
