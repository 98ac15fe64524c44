import type { z } from 'zod'
import type { ActionEnv } from '@/server/actions/action-env'
import type { Attempt } from '@/server/actions/attempt'
import type { EffectContext } from '@/server/actions/effect'

export const LEDGER_SUBJECTS = ['group', 'member', 'message', 'user'] as const
export type LedgerSubject = (typeof LEDGER_SUBJECTS)[number]

/** What an action is about. `id` is an address in the kind's own form. */
export type Subject = { kind: LedgerSubject; id: string }

/** What every plan knows of its subject. Times in ms. */
export type BaseReading = {
  /** Shown as the subject's name. */
  name: string
  /** The group and the person it touches, where there are such. */
  groupId: string | null
  userId: string | null
  /** When OpenIM, or while it is away the index, was read. */
  readAt: number
  live: boolean
  /** Version of the desired state. */
  version: number
  desired: unknown
  /** Only owners of the console may act on it. */
  isProtected: boolean
}

/** One kind of subject: how it is addressed, read for planning, and what can be desired of it. */
export type SubjectType<Address, Desired, Reading extends BaseReading & { desired: Desired }> = {
  kind: LedgerSubject
  /** Throws DomainError `invalid` for an id that addresses nothing. */
  address(id: string): Address
  desired: z.ZodType<Desired>
  initial: Desired
  /** Reads it for planning, within an attempt where it is about to be sent. Throws DomainError `not_found`, `unavailable`. */
  read(env: ActionEnv, id: string, operationId: string, attempt: Attempt): Promise<Reading>
  /** Reads it from OpenIM for nothing but to see that it can be read. Throws OpenimError, Obstacle. */
  reach(ctx: EffectContext, address: Address): Promise<unknown>
}

type Touching = { subjectKind: LedgerSubject; subjectId: string; userId: string | null }

/**
 * Whom the audit and the sealed reason of an action are about: a member of a group and the sender of a message are
 * people, and what was written about them is erased with them. Pure.
 */
export function aboutWhom({ subjectKind: kind, subjectId: id, userId }: Touching) {
  if (kind === 'member') return { kind: 'user' as const, id: userId ?? id }
  if (kind === 'message' && userId !== null) return { kind: 'user' as const, id: userId }
  return { kind, id }
}
