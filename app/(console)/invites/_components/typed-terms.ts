import type { InviteItem } from '@/server/features/invites/console/schema'
import { type InviteLimit, MOST_USES } from '@/server/features/invites/manage/schema'
import type { InviteMode } from '@/server/features/invites/schema'

/** Terms of a link as they stand in a form. Pure. */

const DAY_MS = 86_400_000

/** Usual lifetimes, days. */
const LIFETIMES = [1, 7, 30, 90, 365] as const

/** When a link ends: so many days from now, never, or at a moment. */
export type End = `${number}` | 'never' | 'at'

export type TypedTerms = {
  mode: InviteMode
  label: string
  requester: string
  ticket: string
  end: End
  /** Unix ms; what is chosen where `end` is `at`. */
  at: number | null
  uses: string
  once: boolean
}

/** Ends that somebody with this limit may choose. */
export function endsWithin({ days }: InviteLimit): End[] {
  const usual = LIFETIMES.filter((one) => days === null || one <= days)
  const most = days === null || usual.some((one) => one === days) ? [] : [days]
  return [
    ...[...usual, ...most].map((one): End => `${one}`),
    ...(days === null ? ['never' as const] : []),
    'at',
  ]
}

/** What a new link begins with: a week, and a hundred uses, or less where that is too much. */
export function newTerms(limit: InviteLimit): TypedTerms {
  const ends = endsWithin(limit)
  return {
    mode: 'join',
    label: '',
    requester: '',
    ticket: '',
    end: ends.includes('7') ? '7' : (ends[0] ?? 'at'),
    at: null,
    uses: String(Math.min(100, limit.uses ?? 100)),
    once: true,
  }
}

type Known = Pick<InviteItem, 'mode' | 'label' | 'expiresAt' | 'maxUses' | 'oncePerPerson'> & {
  requester: string
  ticket: string
}

/** A link's own terms. */
export function knownTerms(invite: Known): TypedTerms {
  return {
    mode: invite.mode,
    label: invite.label,
    requester: invite.requester,
    ticket: invite.ticket,
    end: invite.expiresAt === null ? 'never' : 'at',
    at: invite.expiresAt,
    uses: invite.maxUses === null ? '' : String(invite.maxUses),
    once: invite.oncePerPerson,
  }
}

export type WrongTerm = 'end' | 'uses'

/** The terms as the server takes them, and which of them cannot be used. `now` is Unix ms. */
export function termsIn(typed: TypedTerms, now: number) {
  const expiresAt = endIn(typed, now)
  const maxUses = usesIn(typed.uses)
  const wrong: WrongTerm[] = []
  if (expiresAt === undefined) wrong.push('end')
  if (maxUses === undefined) wrong.push('uses')
  const { mode, label, requester, ticket, once } = typed
  if (expiresAt === undefined || maxUses === undefined) return { terms: null, wrong }
  return { terms: { mode, label, requester, ticket, expiresAt, maxUses, oncePerPerson: once }, wrong }
}

/** Undefined while none is chosen. */
function endIn({ end, at }: TypedTerms, now: number): number | null | undefined {
  if (end === 'never') return null
  if (end === 'at') return at ?? undefined
  return now + Number(end) * DAY_MS
}

/** Null where nothing is typed: as many as come. */
function usesIn(text: string): number | null | undefined {
  const typed = text.trim()
  if (typed === '') return null
  if (!/^\d{1,7}$/.test(typed)) return undefined
  const n = Number(typed)
  return n >= 1 && n <= MOST_USES ? n : undefined
}
