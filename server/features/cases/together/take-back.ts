import type { ActionEnv } from '@/server/actions/action-env'
import type { By } from '@/server/features/cases/claim'
import { takeBack } from '@/server/features/cases/take-back'
import { leftBecause } from './plan'
import type { TogetherResult } from './schema'

/**
 * Takes one's own decision for several cases back, as far as that can still be done: each by itself, so that one that is
 * already being sent does not keep the others. Answers what became of each; nothing for one that is not one's own.
 */
export async function takeBackTogether(
  env: ActionEnv,
  by: By,
  togetherId: string,
): Promise<TogetherResult[]> {
  const decisions = await env.db.prisma.decision.findMany({
    where: { togetherId, staffId: by.actor.id, revokedAt: null },
    orderBy: { id: 'asc' },
    select: { id: true, case: { select: { id: true, number: true, subjectName: true } } },
  })
  const results: TogetherResult[] = []
  for (const { id, case: about } of decisions) {
    const left = await takeBack(env, by, id).then(() => null, leftBecause)
    results.push({ caseId: about.id, number: about.number, name: about.subjectName, left })
  }
  return results
}
