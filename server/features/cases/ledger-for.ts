import type { LedgerItem } from '@/server/actions/schema'
import { may, type Role } from '@/server/auth/permissions'

/**
 * Actions as this role may see them: why, in which case, and what a message says is for roles that may read cases. Pure.
 */
export function ledgerFor(role: Role, items: readonly LedgerItem[]): LedgerItem[] {
  if (may(role, 'case.read')) return [...items]
  return items.map((item) => ({
    ...item,
    reason: null,
    caseNumber: null,
    subject: item.subject.kind === 'message' ? { ...item.subject, name: '' } : item.subject,
  }))
}
