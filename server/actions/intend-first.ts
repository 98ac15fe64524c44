import { CATALOGUE } from '@/server/actions/catalogue'
import { lockDesired } from '@/server/actions/desired-store'
import { type IntentContext, intendAll, type Wish } from '@/server/actions/intend-all'
import { protectedAmong } from '@/server/actions/protection'
import type { ActionName } from '@/server/actions/schema'
import { aboutWhom } from '@/server/actions/subject'
import { seal } from '@/server/audit/personal'
import type { StaffActor } from '@/server/auth/actor'
import { may } from '@/server/auth/permissions'
import type { Tx } from '@/server/db/client'
import { DomainError } from '@/server/errors'

/** An action that was just written down, and may begin when what comes first has ended. */
type Before = { ledgerId: string; action: ActionName; subjectId: string; input: unknown }

type Context = Pick<IntentContext, 'reason' | 'requestId' | 'caseId'> & { actor: StaffActor; dueAt: Date }

/**
 * Writes down what an action asks to be done first, in the transaction that writes down the action itself: each is an
 * ordinary row of the ledger, due at the same time. Left out is whom this person may not act on. Throws DomainError
 * `forbidden`.
 */
export async function intendFirst(
  tx: Tx,
  { ledgerId, action, subjectId, input }: Before,
  context: Context,
): Promise<void> {
  const { first } = CATALOGUE[action]
  if (!first?.asked(input)) return
  if (!may(context.actor.role, first.action)) throw new DomainError('forbidden', 'forbidden')
  const { kind } = CATALOGUE[first.action]
  const wishes = await first.wishes(tx, { subjectId, input })
  const isFree = may(context.actor.role, 'action.on_protected')
  const kept = isFree ? new Set<string>() : await protectedAmong(tx, kind, wishes)
  const open = wishes.filter((wish) => !kept.has(wish.subjectId))
  if (open.length === 0) return
  const states = await lockDesired(
    tx,
    kind,
    open.map((wish) => wish.subjectId),
  )
  const { reason: text, ...rest } = context
  for (const some of bySealedFor(open)) {
    const [one] = some
    if (!one) continue
    const about = aboutWhom({ subjectKind: kind, subjectId: one.subjectId, userId: one.touches.userId })
    const reason = await seal(tx, about, text)
    const versioned = some.map((wish) => ({
      ...wish,
      plannedVersion: states.get(wish.subjectId)?.version ?? 0,
    }))
    const writing = { ...rest, reason, personal: { reason: text }, firstForId: ledgerId }
    await intendAll(tx, first.action, versioned, writing)
  }
}

/** The reason is sealed for whom each is about: what is about the same person is written together. */
function bySealedFor(wishes: readonly Wish[]): Wish[][] {
  const groups = Map.groupBy(wishes, ({ touches, subjectId }) => touches.userId ?? `#${subjectId}`)
  return [...groups.values()]
}
