import type { Db } from '@/server/db/client'
import type { AuditRow, Prisma } from '@/server/db/generated/client'
import { hiddenFrom } from '@/server/features/appeals/blind'
import { type Names, namesOf } from './names'
import type { AuditFilter, AuditItem } from './schema'

export type AuditListInput = AuditFilter & { cursor?: string | null; limit: number }

/** Most members of staff or groups whose name a filter may mean. */
const MOST_MEANT = 50

/**
 * One page of the audit, newest first; the cursor is the id of the last row seen. What would tell whoever looks at a
 * decision again what it was is left out.
 */
export async function listAudit(
  db: Db,
  { action, actor, subject, cursor, limit }: AuditListInput,
  reader?: { id: string },
): Promise<{ items: AuditItem[]; nextCursor: string | null }> {
  const caseIds = reader ? (await hiddenFrom(db, reader.id)).caseIds : new Set<string>()
  const where: Prisma.AuditRowWhereInput = {
    ...(caseIds.size > 0 && { AND: [{ OR: [{ caseId: null }, { caseId: { notIn: [...caseIds] } }] }] }),
    action,
    actorId: actor ? { in: await actorsMeant(db, actor) } : undefined,
    ...(subject && { OR: await subjectsMeant(db, subject) }),
    ...(cursor && { id: { lt: cursor } }),
  }
  const rows = await db.prisma.auditRow.findMany({ where, orderBy: { id: 'desc' }, take: limit + 1 })
  const page = rows.slice(0, limit)
  const names = await namesOf(db, page)
  return {
    items: page.map((row) => auditItem(row, names)),
    nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  }
}

/** A row as lists show it. */
export function auditItem(row: AuditRow, names: Names): AuditItem {
  return {
    id: row.id,
    at: row.at.getTime(),
    actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
    action: row.action,
    subject: { kind: row.subjectKind, id: row.subjectId, name: names.subject(row) },
    caseNumber: names.caseNumber(row),
    ledgerId: row.ledgerId,
  }
}

/** An actor is asked for by id, or by part of the name or address of a member of staff. */
async function actorsMeant({ prisma }: Db, actor: string): Promise<string[]> {
  const like = { contains: actor, mode: 'insensitive' } as const
  const staff = await prisma.staff.findMany({
    where: { OR: [{ name: like }, { email: like }] },
    take: MOST_MEANT,
    select: { id: true },
  })
  return [actor, ...staff.map((row) => row.id)]
}

/** A subject is asked for by id, or by the whole name of a group. */
async function subjectsMeant({ prisma }: Db, subject: string): Promise<Prisma.AuditRowWhereInput[]> {
  const groups = await prisma.groupIndex.findMany({
    where: { name: { equals: subject, mode: 'insensitive' } },
    take: MOST_MEANT,
    select: { groupId: true },
  })
  const kinds = ['group', 'user', 'message', 'case', 'staff', 'openim']
  return [
    ...kinds.map((subjectKind) => ({ subjectKind, subjectId: subject })),
    { subjectKind: 'group', subjectId: { in: groups.map((row) => row.groupId) } },
  ]
}
