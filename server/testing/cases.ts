import { randomUUID } from 'node:crypto'
import type { Case, CaseSubject } from '@/server/db/generated/client'
import type { World } from '@/server/testing/world'

/** An open case about a group, as one report would have made it. */
export async function openCase(
  world: World,
  about: Partial<Pick<Case, 'groupId' | 'reason' | 'severity' | 'openedAt' | 'reportsCount'>> = {},
): Promise<Case> {
  const groupId = about.groupId ?? `g${randomUUID().slice(0, 8)}`
  return await world.env.db.prisma.case.create({
    data: {
      subjectKind: 'group',
      subjectKey: groupId,
      subjectName: `Group ${groupId}`,
      reason: 'spam',
      severity: 1,
      reportsCount: 1,
      ...about,
      groupId,
    },
  })
}

/** What the case is about: the subject it was opened for. */
export async function leadSubject(world: World, caseId: string): Promise<CaseSubject> {
  return await world.env.db.prisma.caseSubject.findFirstOrThrow({
    where: { caseId },
    orderBy: [{ addedAt: 'asc' }, { id: 'asc' }],
  })
}
