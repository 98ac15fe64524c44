import type { ActionEnv } from '@/server/actions/action-env'
import { CATALOGUE } from '@/server/actions/catalogue'
import { readGroup } from '@/server/actions/group/reading'
import type { ActionName, Plan } from '@/server/actions/schema'
import { DomainError } from '@/server/errors'

export type PlanRequest = { action: ActionName; subjectId: string; input: unknown }

/**
 * Works out what an action would do, and writes nothing. While OpenIM is away the plan rests on the index and says so.
 * Throws DomainError `not_found`, `invalid` (input), `unavailable` (OpenIM away and the group not in the index).
 */
export async function planAction(env: ActionEnv, request: PlanRequest, operationId: string): Promise<Plan> {
  const definition = CATALOGUE[request.action]
  const input = definition.input.safeParse(request.input)
  if (!input.success)
    throw new DomainError('invalid', 'invalid', {
      field: `input.${input.error.issues[0]?.path.join('.') ?? ''}`,
    })
  const group = await readGroup(env, request.subjectId, operationId)
  return {
    action: request.action,
    subject: { kind: 'group', id: group.id, name: group.name },
    version: group.version,
    readAt: group.readAt,
    live: group.live,
    undoMs: env.config.undoMs,
    ...definition.plan(group, input.data),
  }
}
