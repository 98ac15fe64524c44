import { randomUUID } from 'node:crypto'
import type { StaffActor } from '@/server/auth/actor'
import type { Case, CaseSubject } from '@/server/db/generated/client'
import { decideCase } from '@/server/features/cases/decide'
import type { DecideInput } from '@/server/features/cases/schema'
import type { World } from '@/server/testing/world'

/** An open case about a group, as one report would have made it. */
export async function openCase(world: World, about: Partial<Omit<Case, 'number'>> = {}): Promise<Case> {
  const groupId = about.groupId ?? `g${randomUUID().slice(0, 8)}`
  return await world.env.db.prisma.case.create({
    data: {
      subjectKind: 'group',
      subjectKey: groupId,
      subjectName: `Group ${groupId}`,
      reason: 'spam',
      severity: 1,
      reportsCount: 1,
      urgency: 4 - (about.severity ?? 1),
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

type Decided = Pick<DecideInput, 'caseId' | 'epoch'> & Partial<DecideInput>

/** Decides a case as a procedure does; without actions as no violation. Nobody is told unless asked for. */
export async function decideAs(world: World, actor: StaffActor, decided: Decided) {
  return await decideCase(
    world.env,
    { actor, requestId: 'test' },
    {
      policy: null,
      actions: [],
      reason: 'nothing wrong here',
      notify: { reporter: false, person: false },
      ...decided,
    },
  )
}
