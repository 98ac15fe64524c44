import type { ActionEnv } from '@/server/actions/action-env'
import { CATALOGUE } from '@/server/actions/catalogue'
import { fact } from '@/server/actions/define-action'
import { keepsOut } from '@/server/actions/protection'
import type { ActionName, Plan } from '@/server/actions/schema'
import type { Role } from '@/server/auth/permissions'
import { DomainError } from '@/server/errors'

/** A plan before it is known who wants to carry it out. */
export type PlanOfAction = Omit<Plan, 'approval'>

export type PlanRequest = { action: ActionName; subjectId: string; input: unknown }

/**
 * Works out what an action would do, and writes nothing. While OpenIM is away the plan rests on the index and says so.
 * Throws DomainError `not_found`, `invalid` (input), `unavailable` (OpenIM away and the subject not in the index).
 */
export async function planAction(
  env: ActionEnv,
  request: PlanRequest,
  operationId: string,
): Promise<PlanOfAction> {
  const { action, subjectId } = request
  const definition = CATALOGUE[action]
  const input = definition.input.safeParse(request.input)
  if (!input.success)
    throw new DomainError('invalid', 'invalid', {
      field: `input.${input.error.issues[0]?.path.join('.') ?? ''}`,
    })
  const planned = await definition.plan(env, { subjectId, input: input.data }, operationId)
  const { reading } = planned
  const { aside: _, ...body } = planned.body
  const { name, version, readAt, live, groupId, userId, isProtected } = reading
  return {
    action,
    subject: { kind: definition.kind, id: subjectId, name },
    touches: { groupId, userId },
    version,
    readAt,
    live,
    isProtected,
    undoMs: env.config.undoMs,
    ...body,
  }
}

/** The plan as it looks to this role: protection stands in the way of those who may not act on protected subjects. */
export function planFor(role: Role, plan: PlanOfAction): PlanOfAction {
  return keepsOut(plan, role) ? { ...plan, obstacles: [fact('protected'), ...plan.obstacles] } : plan
}
