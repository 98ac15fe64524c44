import { z } from 'zod'
import { ACTION_NAMES } from '@/server/actions/schema'
import type { Db } from '@/server/db/client'
import { type Sighted, unseenAmong } from '@/server/features/cases/sight'
import { type AuditListInput, listAudit } from './list'
import type { AuditDetail, AuditItem } from './schema'

const ofCase = z.array(z.object({ id: z.string(), number: z.number() }))

/** What is done to groups and people is no secret; that it came of a case may be. */
const ACTIONS: ReadonlySet<string> = new Set(ACTION_NAMES)
const isAboutAction = (action: string) => ACTIONS.has(action) || /^(action|approval)\./.test(action)

/**
 * Audit rows as this person may see them: what tells of a case that they may not know of is left out, and an action that
 * came of one stands without the case and without its reason.
 */
export async function auditFor<T extends AuditItem | AuditDetail>(
  { prisma }: Pick<Db, 'prisma'>,
  actor: Sighted,
  rows: readonly T[],
): Promise<T[]> {
  if (actor.role === 'owner') return [...rows]
  const ledgerIds = rows.flatMap(({ caseNumber, ledgerId }) =>
    caseNumber === null && ledgerId ? ledgerId : [],
  )
  const found = ofCase.parse(
    ledgerIds.length === 0
      ? []
      : await prisma.$queryRaw`
          SELECT l.id, c.number FROM ledger AS l JOIN "case" AS c ON c.id = l.case_id
          WHERE l.id = ANY (${ledgerIds}::uuid[])`,
  )
  const ofLedger = new Map(found.map(({ id, number }) => [id, number]))
  const numberOf = ({ caseNumber, ledgerId }: T) => caseNumber ?? ofLedger.get(ledgerId ?? '') ?? null
  const unseen = await unseenAmong(prisma, actor, { numbers: rows.flatMap((row) => numberOf(row) ?? []) })
  return rows.flatMap((row) => {
    if (!unseen.numbers.has(numberOf(row) ?? 0)) return [row]
    return isAboutAction(row.action) ? [withoutCase(row)] : []
  })
}

const withoutCase = <T extends AuditItem | AuditDetail>(row: T): T => ({
  ...row,
  caseNumber: null,
  ...('personal' in row && { personal: null }),
})

/** One page of the audit of what this person may see, newest first; the cursor is the id of the last row seen. */
export async function listSeenAudit(
  db: Db,
  actor: Sighted,
  input: AuditListInput,
): Promise<{ items: AuditItem[]; nextCursor: string | null }> {
  const items: AuditItem[] = []
  let cursor = input.cursor
  for (;;) {
    const page = await listAudit(db, { ...input, cursor }, actor)
    items.push(...(await auditFor(db, actor, page.items)))
    cursor = page.nextCursor
    if (cursor === null || items.length >= input.limit) break
  }
  const shown = items.slice(0, input.limit)
  const isCut = items.length > shown.length
  return { items: shown, nextCursor: isCut ? (shown.at(-1)?.id ?? null) : cursor }
}
