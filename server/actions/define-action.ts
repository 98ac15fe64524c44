import type { z } from 'zod'
import type { ActionEnv } from '@/server/actions/action-env'
import { type Attempt, newAttempt } from '@/server/actions/attempt'
import type { EffectContext } from '@/server/actions/effect'
import type { Wish } from '@/server/actions/intend-all'
import type { ActionName, Fact, Plan } from '@/server/actions/schema'
import type { BaseReading, LedgerSubject, SubjectType } from '@/server/actions/subject'
import type { Tx } from '@/server/db/client'
import { isAway } from '@/server/openim/errors'

type Told = 'people' | 'largest' | 'consequences' | 'obstacles' | 'takenBack' | 'defaults'
export type PlanBody = Pick<Plan, Told> & {
  /** Why a batch leaves it out, though somebody who asks for this one may have it done. */
  aside?: Fact
}

/** What a read-back found. `absent`: OpenIM was read and the effect is not there. */
export type Verdict =
  /**
   * `as`: what is said in the place of the action's own words; `alreadyAs`: where nothing was sent for it, and yet
   * something was changed on our side.
   */
  | { kind: 'holds'; facts?: Record<string, string | number>; as?: string; alreadyAs?: string }
  | { kind: 'absent'; code: string; facts?: Record<string, string | number> }

/** The recorded wish to change something; absolute, so that carrying it out twice is carrying it out once. */
export type Intent<Address, Desired, Input> = Address & {
  ledgerId: string
  input: Input
  desiredBefore: Desired
}

/** Another action on other subjects, asked for in the input: each of them ends before this one is sent. */
export type First<Address, Input> = {
  action: ActionName
  asked(input: Input): boolean
  /** On what, read in the transaction that writes all of it down. */
  wishes(tx: Tx, intent: Address & { input: Input }): Promise<Wish[]>
}

/** An action that takes another one back, ready to be planned. */
export type Inverse = { action: ActionName; input: Record<string, unknown> }

/**
 * One kind of change to the chat (design section 5). Everything else about it — the procedure, the dialog, the
 * permission (of its own name), the audit label, the run — follows from this.
 */
export type ActionDefinition<
  Address,
  Desired,
  Reading extends BaseReading & { desired: Desired },
  Input,
  Kept,
> = {
  name: ActionName
  input: z.ZodType<Input>
  kept: z.ZodType<Kept>
  /** The action on the same subject that takes it back, if there is one. */
  inverse(input: Input, kept: Kept | null): Inverse | null
  /** What the subject should be once this holds. `kept` is null until something was kept. */
  desired(before: Desired, input: Input, kept: Kept | null): Desired
  /** Texts about people: they are sealed, and the ledger keeps the input without them. */
  personal?(input: Input): { input: Input; texts: Record<string, string> }
  /** What is done first, where the input asks for it. */
  first?: First<Address, Input>
  /**
   * The row is taken with its first call, in one write, instead of before: for one whose `keep` does nothing but remember
   * what was read.
   */
  takenWithCall?: boolean
  /** Reads more of the subject, where this plan needs more. Throws OpenimError; away means that the plan does without. */
  look?(env: ActionEnv, reading: Reading, input: Input, operationId: string): Promise<Reading>
  /** What will change and what stands in the way. Pure over what was read. */
  plan(reading: Reading, input: Input): PlanBody
  /** Saves what the effect would destroy and remembers what its inverse needs. Committed before any effect. */
  keep(ctx: EffectContext, intent: Intent<Address, Desired, Input>): Promise<Kept>
  /** The OpenIM calls; safe to run twice: each reads before it sends. */
  apply(ctx: EffectContext, intent: Intent<Address, Desired, Input>, kept: Kept): Promise<void>
  /** Reads OpenIM back. Throws when OpenIM cannot be read. */
  verify(ctx: EffectContext, intent: Intent<Address, Desired, Input>, kept: Kept): Promise<Verdict>
}

/** What the ledger holds of an intent: its columns, not yet parsed. */
export type RecordedIntent = { ledgerId: string; subjectId: string; input: unknown; desiredBefore: unknown }

/** A definition whose columns are parsed at its edge, as they come out of the ledger. */
export type RunnableAction = {
  name: ActionName
  kind: LedgerSubject
  input: z.ZodType
  inverse(input: unknown, kept: unknown): Inverse | null
  desired(before: unknown, input: unknown, kept: unknown): unknown
  /** The input as the ledger keeps it, and the texts of it that are sealed. */
  personal(input: unknown): { input: unknown; texts: Record<string, string> }
  /** What is done first, where the input asks for it; null where this action knows no such thing. */
  first: First<{ subjectId: string }, unknown> | null
  takenWithCall: boolean
  /** Reads the subject and plans on it. `desired` replaces what is desired of it now. */
  plan(
    env: ActionEnv,
    request: { subjectId: string; input: unknown; desired?: unknown },
    operationId: string,
    attempt?: Attempt,
  ): Promise<{ reading: BaseReading; body: PlanBody }>
  keep(ctx: EffectContext, intent: RecordedIntent): Promise<unknown>
  apply(ctx: EffectContext, intent: RecordedIntent, kept: unknown): Promise<void>
  verify(ctx: EffectContext, intent: RecordedIntent, kept: unknown): Promise<Verdict>
  /** Reads the subject from OpenIM for nothing but to see that it can be read. */
  reach(ctx: EffectContext, subjectId: string): Promise<unknown>
}

/** How actions on one kind of subject are defined. Checks a definition's parts against each other. */
export function actionsOn<Address, Desired, Reading extends BaseReading & { desired: Desired }>(
  subject: SubjectType<Address, Desired, Reading>,
) {
  return function defineAction<Input, Kept>(
    definition: ActionDefinition<Address, Desired, Reading, Input, Kept>,
  ): RunnableAction {
    const { name, input, kept } = definition
    const keptOrNull = (value: unknown) => (value === null ? null : kept.parse(value))
    const intentOf = (recorded: RecordedIntent): Intent<Address, Desired, Input> => ({
      ...subject.address(recorded.subjectId),
      ledgerId: recorded.ledgerId,
      input: input.parse(recorded.input),
      desiredBefore: subject.desired.parse(recorded.desiredBefore),
    })
    const { first } = definition

    async function lookCloser(env: ActionEnv, reading: Reading, parsed: Input, operationId: string) {
      if (!definition.look || !reading.live) return reading
      try {
        return await definition.look(env, reading, parsed, operationId)
      } catch (error) {
        if (!isAway(error)) throw error
        return { ...reading, live: false }
      }
    }

    return {
      name,
      kind: subject.kind,
      input,
      takenWithCall: definition.takenWithCall ?? false,
      personal(i) {
        const parsed = input.parse(i)
        return definition.personal?.(parsed) ?? { input: parsed, texts: {} }
      },
      first: first
        ? {
            action: first.action,
            asked: (i) => first.asked(input.parse(i)),
            wishes: (tx, { subjectId, input: i }) =>
              first.wishes(tx, { ...subject.address(subjectId), input: input.parse(i) }),
          }
        : null,
      inverse: (i, k) => definition.inverse(input.parse(i), keptOrNull(k)),
      desired: (before, i, k) =>
        definition.desired(subject.desired.parse(before), input.parse(i), keptOrNull(k)),
      async plan(env, request, operationId, attempt = newAttempt()) {
        const read = await subject.read(env, request.subjectId, operationId, attempt)
        const desired = request.desired === undefined ? read.desired : subject.desired.parse(request.desired)
        const parsed = input.parse(request.input)
        const reading = await lookCloser(env, { ...read, desired }, parsed, operationId)
        return { reading, body: definition.plan(reading, parsed) }
      },
      keep: (ctx, intent) => definition.keep(ctx, intentOf(intent)),
      apply: (ctx, intent, k) => definition.apply(ctx, intentOf(intent), kept.parse(k)),
      verify: (ctx, intent, k) => definition.verify(ctx, intentOf(intent), kept.parse(k)),
      reach: (ctx, subjectId) => subject.reach(ctx, subject.address(subjectId)),
    }
  }
}

/** Short form for sentences of a plan. */
export const fact = (key: string, values?: Fact['values']): Fact => (values ? { key, values } : { key })

/** The sentences whose condition is true. */
export const when = (condition: boolean, ...facts: Fact[]): Fact[] => (condition ? facts : [])
