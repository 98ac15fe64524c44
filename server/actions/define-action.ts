import type { z } from 'zod'
import type { DesiredGroup } from '@/server/actions/desired'
import type { EffectContext } from '@/server/actions/effect'
import type { GroupReading } from '@/server/actions/group/reading'
import type { ActionName, Fact, Plan } from '@/server/actions/schema'
import type { Permission } from '@/server/auth/permissions'

export type PlanBody = Pick<Plan, 'people' | 'consequences' | 'obstacles' | 'takenBack'>

/** What a read-back found. `absent`: OpenIM was read and the effect is not there. */
export type Verdict =
  | { kind: 'holds'; facts?: Record<string, string | number> }
  | { kind: 'absent'; code: string; facts?: Record<string, string | number> }

/** The recorded wish to change something; absolute, so that carrying it out twice is carrying it out once. */
export type Intent<Input> = {
  ledgerId: string
  groupId: string
  input: Input
  desiredBefore: DesiredGroup
  staffId: string
}

/**
 * One kind of change to the chat (design section 5). Everything else about it — the procedure, the dialog, the
 * permission check, the audit label, the run — follows from this.
 */
export type ActionDefinition<Input = unknown, Kept = unknown> = {
  name: ActionName
  permission: Permission
  input: z.ZodType<Input>
  kept: z.ZodType<Kept>
  /** The action that takes it back, if there is one. */
  inverse: ActionName | null
  /** What the subject should be once this holds. `kept` is null until something was kept. */
  desired(before: DesiredGroup, input: Input, kept: Kept | null): DesiredGroup
  /** What will change and what stands in the way. Pure over what was read. */
  plan(reading: GroupReading, input: Input): PlanBody
  /** Saves what the effect would destroy and remembers what its inverse needs. Committed before any effect. */
  keep(ctx: EffectContext, intent: Intent<Input>): Promise<Kept>
  /** The OpenIM calls; safe to run twice: each reads before it sends. */
  apply(ctx: EffectContext, intent: Intent<Input>, kept: Kept): Promise<void>
  /** Reads OpenIM back. Throws when OpenIM cannot be read. */
  verify(ctx: EffectContext, intent: Intent<Input>, kept: Kept): Promise<Verdict>
}

/** Checks a definition's parts against each other; the types of input and kept are inferred. */
export function defineAction<Input, Kept>(definition: ActionDefinition<Input, Kept>): RunnableAction {
  const { input, kept } = definition
  return {
    ...definition,
    desired: (before, i, k) => definition.desired(before, input.parse(i), k === null ? null : kept.parse(k)),
    plan: (reading, i) => definition.plan(reading, input.parse(i)),
    keep: (ctx, intent) => definition.keep(ctx, { ...intent, input: input.parse(intent.input) }),
    apply: (ctx, intent, k) =>
      definition.apply(ctx, { ...intent, input: input.parse(intent.input) }, kept.parse(k)),
    verify: (ctx, intent, k) =>
      definition.verify(ctx, { ...intent, input: input.parse(intent.input) }, kept.parse(k)),
  }
}

/** A definition whose input and kept are parsed at its edge, as they come out of the ledger's columns. */
export type RunnableAction = Omit<ActionDefinition, 'input' | 'kept'> & {
  input: z.ZodType
  kept: z.ZodType
}

/** Short form for sentences of a plan. */
export const fact = (key: string, values?: Fact['values']): Fact => (values ? { key, values } : { key })
