import type { Db } from '@/server/db/client'
import type { AuditRow } from '@/server/db/generated/client'
import { spelled } from '@/server/features/invites/code'

type Named = Pick<AuditRow, 'subjectKind' | 'subjectId' | 'caseId'>

/** What a page of audit rows calls its subjects and cases, looked up together. */
export type Names = {
  subject: (row: Named) => string | null
  caseNumber: (row: Named) => number | null
}

/** Names as they are known today; an audit row itself keeps ids. */
export async function namesOf({ prisma }: Db, rows: readonly Named[]): Promise<Names> {
  const ids = (kind: string) => [
    ...new Set(rows.filter((row) => row.subjectKind === kind).map((row) => row.subjectId)),
  ]
  const caseIds = [...new Set(rows.flatMap((row) => row.caseId ?? []))]
  const [groups, people, staff, invites, cases] = await Promise.all([
    prisma.groupIndex.findMany({
      where: { groupId: { in: ids('group') } },
      select: { groupId: true, name: true },
    }),
    prisma.personIndex.findMany({
      where: { userId: { in: ids('user') } },
      select: { userId: true, nickname: true },
    }),
    prisma.staff.findMany({
      where: { id: { in: ids('staff').filter(isUuid) } },
      select: { id: true, name: true },
    }),
    prisma.invite.findMany({ where: { id: { in: ids('invite') } }, select: { id: true, code: true } }),
    prisma.case.findMany({ where: { id: { in: caseIds } }, select: { id: true, number: true } }),
  ])
  const names = new Map<string, string>([
    ...groups.map((row) => [`group:${row.groupId}`, row.name] as const),
    ...people.map((row) => [`user:${row.userId}`, row.nickname] as const),
    ...staff.map((row) => [`staff:${row.id}`, row.name] as const),
    ...invites.map((row) => [`invite:${row.id}`, spelled(row.code)] as const),
  ])
  const numbers = new Map(cases.map((row) => [row.id, row.number]))
  return {
    subject: ({ subjectKind, subjectId }) => names.get(`${subjectKind}:${subjectId}`) ?? null,
    caseNumber: ({ caseId }) => (caseId === null ? null : (numbers.get(caseId) ?? null)),
  }
}

/** Sign-ins that were refused name an address, not a member of staff. */
const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
