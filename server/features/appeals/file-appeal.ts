import { appendAudit } from '@/server/audit/append'
import { seal } from '@/server/audit/personal'
import type { Actor, ClientActor, StaffActor } from '@/server/auth/actor'
import type { Db, Tx } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { storableText } from '@/server/db/storable-text'
import { DomainError } from '@/server/errors'
import { accusedOf } from '@/server/features/cases/accused'
import { refuseUnseen } from '@/server/features/cases/sight'
import { canBeAppealed } from '@/server/features/notices/read'
import { personsOf, reportersOf } from '@/server/features/notices/recipients'
import { AFTER_DECISION } from '@/server/features/notices/settings'
import { readSetting } from '@/server/settings'
import { openReview } from './open-review'

const DAY_MS = 86_400_000

/**
 * Records an appeal that somebody sent against a decision they were told of. Answers false where they had appealed
 * before. Throws DomainError `not_found` (not their notice), `conflict` / `appeal_impossible` (nothing to appeal),
 * `appeal_late`, `appeal_open` (somebody else's is being looked at).
 */
export async function appealByNotice(
  db: Db,
  by: { userId: string; name: string; requestId: string; client?: ClientActor },
  { notice: number, text }: { notice: string; text: string },
): Promise<boolean> {
  const notice = await db.prisma.notice.findUnique({
    where: { number },
    include: { decision: { include: { case: true } } },
  })
  if (notice?.userId !== by.userId) throw new DomainError('not_found', 'not_found', { field: 'notice' })
  if (!canBeAppealed(notice) || notice.decision.case.type !== 'report')
    throw new DomainError('conflict', 'appeal_impossible')
  const { value } = await readSetting(db.prisma, AFTER_DECISION)
  if (Date.now() > notice.createdAt.getTime() + value.appealDays * DAY_MS)
    throw new DomainError('conflict', 'appeal_late')
  const actor = by.client ?? { kind: 'reporter' as const, id: by.userId, name: storableText(by.name) }
  const appeal = { decision: notice.decision, userId: by.userId, text, staffId: null }
  const { isNew } = await file(db, { actor, requestId: by.requestId }, appeal)
  return isNew
}

/**
 * Writes an appeal down that reached staff otherwise; answers the number of its case. Throws DomainError `not_found`,
 * `invalid` / `appellant_no_part`, `conflict` / `appeal_impossible`, `appeal_twice`, `appeal_open`.
 */
export async function appealFor(
  db: Db,
  by: { actor: StaffActor; requestId: string },
  { caseNumber, userId, text }: { caseNumber: number; userId: string; text: string },
): Promise<{ number: number }> {
  const about = await db.prisma.case.findUnique({ where: { number: caseNumber }, select: { id: true } })
  if (!about) throw new DomainError('not_found', 'not_found')
  await refuseUnseen(db, by.actor.id, about.id)
  const decision = await db.prisma.decision.findFirst({
    where: { case: { number: caseNumber, type: 'report', state: 'closed' }, revokedAt: null },
    orderBy: { epoch: 'desc' },
    include: { case: true },
  })
  if (!decision) throw new DomainError('conflict', 'appeal_impossible')
  const { isNew, number } = await db.prisma
    .$transaction(async (tx) => {
      const parts = [
        ...(await personsOf(tx, decision.caseId)),
        ...(await reportersOf(tx, decision.caseId)).map(({ user_id }) => user_id),
      ]
      if (!parts.includes(userId)) throw new DomainError('invalid', 'appellant_no_part', { field: 'userId' })
    })
    .then(() => file(db, by, { decision, userId, text, staffId: by.actor.id }))
  if (!isNew) throw new DomainError('conflict', 'appeal_twice', { facts: { number } })
  return { number }
}

type Filing = {
  decision: Prisma.DecisionGetPayload<{ include: { case: true } }>
  userId: string
  text: string
  staffId: string | null
}

async function file(
  { prisma }: Db,
  by: { actor: Actor; requestId: string },
  filing: Filing,
): Promise<{ isNew: boolean; number: number }> {
  const { decision, userId } = filing
  const where = { decisionId_userId: { decisionId: decision.id, userId } }
  const before = async () =>
    (await prisma.appeal.findUnique({ where, select: { case: { select: { number: true } } } }))?.case.number
  const earlier = await before()
  if (earlier !== undefined) return { isNew: false, number: earlier }
  try {
    return { isNew: true, number: await prisma.$transaction((tx) => record(tx, by, filing)) }
  } catch (error) {
    if (!(error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002')) throw error
    const meanwhile = await before()
    if (meanwhile !== undefined) return { isNew: false, number: meanwhile }
    throw new DomainError('conflict', 'appeal_open', { cause: error })
  }
}

async function record(tx: Tx, by: { actor: Actor; requestId: string }, filing: Filing): Promise<number> {
  const { decision, userId, staffId } = filing
  const text = storableText(filing.text)
  const opened = await openReview(tx, 'appeal', decision)
  const body = await seal(tx, { kind: 'user', id: userId }, text)
  await tx.appeal.create({ data: { caseId: opened.id, decisionId: decision.id, userId, body, staffId } })
  await appendAudit(tx, {
    ...by,
    action: 'appeal.received',
    subject: accusedOf(opened),
    after: { of: decision.case.number, case: opened.number, appellant: userId },
    requestId: by.requestId,
    caseId: opened.id,
  })
  return opened.number
}
