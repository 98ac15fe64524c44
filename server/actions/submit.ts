import type { ActionEnv } from '@/server/actions/action-env'
import { CATALOGUE } from '@/server/actions/catalogue'
import { WANTS_NOTHING } from '@/server/actions/desired-store'
import { intend, prepareIntent } from '@/server/actions/intend'
import type { IntentContext } from '@/server/actions/intend-all'
import { type ActionName, actionName } from '@/server/actions/schema'
import { tookEffect } from '@/server/actions/transitions'
import type { StaffActor } from '@/server/auth/actor'
import type { Tx } from '@/server/db/client'

type Submission = {
  action: ActionName
  subjectId: string
  input: unknown
  plannedVersion: number
  reason: string
  emergency?: boolean | undefined
}
type Context = { env: ActionEnv; actor: StaffActor; requestId: string }

/**
 * An action that decides no case. One that takes back another, or changes the end of a suspension, belongs to the same
 * case as that one, so that the case shows how it went on. Throws what `prepareIntent` and `intend` throw.
 */
export async function submitAction(
  { env, actor, requestId }: Context,
  submission: Submission,
): Promise<{ ledgerId: string }> {
  const { reason, ...request } = submission
  const prepared = await prepareIntent(env, actor, request, requestId)
  const { ledgerId } = await env.db.prisma.$transaction(async (tx) => {
    const takenBack = await takenBackBy(tx, request)
    return await intend(env, tx, prepared, { actor, reason, requestId, ...takenBack })
  })
  return { ledgerId }
}

/** What the newest effect on the subject is, where this action is its inverse. `intend` refuses if it changed since. */
async function takenBackBy(
  tx: Tx,
  { action, subjectId }: Pick<Submission, 'action' | 'subjectId'>,
): Promise<Pick<IntentContext, 'caseId' | 'inverseOfId'>> {
  const newest = await tx.ledgerRow.findFirst({
    where: { subjectKind: CATALOGUE[action].kind, subjectId, state: { notIn: [...WANTS_NOTHING] } },
    orderBy: { seq: 'desc' },
    select: { id: true, action: true, state: true, caseId: true, input: true, kept: true },
  })
  if (!newest || !tookEffect(newest.state)) return {}
  // Another end of the same suspension.
  if (action === 'group.suspend' && newest.action === action) return { caseId: newest.caseId ?? undefined }
  const inverse = CATALOGUE[actionName.parse(newest.action)].inverse(newest.input, newest.kept)
  if (inverse?.action !== action) return {}
  return { inverseOfId: newest.id, caseId: newest.caseId ?? undefined }
}
