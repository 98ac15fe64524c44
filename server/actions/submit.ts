import type { ActionEnv } from '@/server/actions/action-env'
import { intend, prepareIntent } from '@/server/actions/intend'
import type { ActionName } from '@/server/actions/schema'
import type { StaffActor } from '@/server/auth/actor'

type Submission = {
  action: ActionName
  subjectId: string
  input: unknown
  plannedVersion: number
  reason: string
}
type Context = { env: ActionEnv; actor: StaffActor; requestId: string }

/** An action that belongs to no case. Throws what `prepareIntent` and `intend` throw. */
export async function submitAction(
  { env, actor, requestId }: Context,
  submission: Submission,
): Promise<{ ledgerId: string }> {
  const { reason, ...request } = submission
  const prepared = await prepareIntent(env, actor, request, requestId)
  const { ledgerId } = await env.db.prisma.$transaction((tx) =>
    intend(env, tx, prepared, { actor, reason, requestId }),
  )
  return { ledgerId }
}
