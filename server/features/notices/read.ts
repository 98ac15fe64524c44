import { openers } from '@/server/audit/personal'
import type { Db } from '@/server/db/client'
import type { Notice } from '@/server/db/generated/client'
import { readSetting } from '@/server/settings'
import type { CaseNotice, OwnNotice } from './schema'
import { AFTER_DECISION } from './settings'

const MOST_OWN = 50
const MOST_OF_CASE = 100
const DAY_MS = 86_400_000

/** Somebody's own notices, newest first. */
export async function ownNotices({ prisma }: Db, userId: string): Promise<OwnNotice[]> {
  const rows = await prisma.notice.findMany({
    where: { userId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: MOST_OWN,
    include: { decision: { select: { outcome: true, revokedAt: true } } },
  })
  const [{ value }, text] = await Promise.all([readSetting(prisma, AFTER_DECISION), textsOf(prisma, rows)])
  return rows.flatMap((row) => {
    const said = text(row)
    if (said === null) return []
    const at = row.createdAt.getTime()
    const appealUntil = canBeAppealed(row) ? at + value.appealDays * DAY_MS : null
    return [{ number: row.number, kind: row.kind, language: row.language, text: said, at, appealUntil }]
  })
}

type Appealable = Pick<Notice, 'kind'> & { decision: { outcome: string; revokedAt: Date | null } }

/** A statement can be appealed, and an outcome that found nothing; what a second look came to cannot. Pure. */
export function canBeAppealed({ kind, decision: { outcome, revokedAt } }: Appealable): boolean {
  if (revokedAt !== null) return false
  return outcome === 'dismissed' ? kind === 'outcome' : outcome === 'acted' && kind !== 'outcome'
}

/** What people were told about a case, oldest first. */
export async function noticesOfCase({ prisma }: Db, caseId: string): Promise<CaseNotice[]> {
  const rows = await prisma.notice.findMany({
    where: { caseId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: MOST_OF_CASE,
  })
  const [people, text] = await Promise.all([
    prisma.personIndex.findMany({
      where: { userId: { in: rows.map(({ userId }) => userId) } },
      select: { userId: true, nickname: true },
    }),
    textsOf(prisma, rows),
  ])
  const names = new Map(people.map(({ userId, nickname }) => [userId, nickname]))
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    kind: row.kind,
    userId: row.userId,
    name: names.get(row.userId) ?? row.userId,
    language: row.language,
    state: row.state,
    text: text(row),
    at: row.createdAt.getTime(),
    sentAt: row.sentAt?.getTime() ?? null,
  }))
}

type Sealed = Pick<Notice, 'userId' | 'body'>

async function textsOf(prisma: Db['prisma'], rows: readonly Sealed[]) {
  const open = await openers(
    prisma,
    rows.map(({ userId }) => ({ kind: 'user', id: userId })),
  )
  return ({ userId, body }: Sealed) => open({ kind: 'user', id: userId }, body)
}
