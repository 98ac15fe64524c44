import { ledgerItems } from '@/server/actions/ledger'
import { isSystemAccount } from '@/server/actions/user/system-account'
import { may } from '@/server/auth/permissions'
import type { Db } from '@/server/db/client'
import type { Prisma } from '@/server/db/generated/client'
import type { Env } from '@/server/env'
import { DomainError } from '@/server/errors'
import { ledgerFor } from '@/server/features/cases/ledger-for'
import { type Sighted, seenCases } from '@/server/features/cases/sight'
import { notesOnPerson } from '@/server/features/extension/notes'
import { refreshPerson } from '@/server/features/people/refresh'
import { isAway } from '@/server/openim/errors'
import type { PersonDetail } from './schema'

const MOST_LISTED = 20
const MOST_ACTIONS = 50

type Place = Pick<Env, 'db' | 'openim' | 'config'>

/**
 * Somebody as OpenIM has them now, or as the index has them while it is away, with what was reported and done. What
 * tells of cases is for those who may read them. Throws DomainError `not_found`, `unavailable`.
 */
export async function getPerson(
  env: Place,
  userId: string,
  actor: Sighted,
  requestId: string,
): Promise<PersonDetail> {
  const readsCases = may(actor.role, 'case.read')
  const [profile, kept, ledger, cases, notes] = await Promise.all([
    profileOf(env, userId, requestId),
    keptAbout(env.db, userId),
    ledgerItems(env.db, { userId }, MOST_ACTIONS),
    readsCases
      ? casesOf(env.db, userId, seenCases(actor))
      : { reportsAbout: [], reportsBy: [], reportsCount: { about: 0, by: 0 } },
    readsCases ? notesOnPerson(env.db, userId) : [],
  ])
  const isReported = cases.reportsAbout.some(({ state }) => state === 'open')
  const standing = kept.standing === 'good' && isReported ? 'under_review' : kept.standing
  return {
    userId,
    ...profile,
    ...kept,
    standing,
    ...cases,
    notes,
    ledger: await ledgerFor(env.db, actor, ledger),
  }
}

type Profile = Pick<
  PersonDetail,
  'nickname' | 'faceUrl' | 'registeredAt' | 'gone' | 'isSystem' | 'live' | 'readAt' | 'online'
>

async function profileOf(env: Place, userId: string, requestId: string): Promise<Profile> {
  try {
    const [found, [status]] = await Promise.all([
      refreshPerson(env, userId, requestId),
      env.openim.online.status([userId], { operationId: requestId }),
    ])
    if (!found) return { ...(await indexed(env.db, userId)), live: true, gone: true }
    const { user, readAt } = found
    return {
      nickname: user.nickname,
      faceUrl: user.faceUrl,
      registeredAt: user.createdAt,
      gone: false,
      isSystem: isSystemAccount(env.config.openim.admin, userId, user),
      live: true,
      readAt,
      online: status?.platforms ?? [],
    }
  } catch (error) {
    if (!isAway(error)) throw error
    return await indexed(env.db, userId, error)
  }
}

async function indexed({ prisma }: Db, userId: string, away?: unknown): Promise<Profile> {
  const row = await prisma.personIndex.findUnique({ where: { userId } })
  if (!row) {
    if (away) throw new DomainError('unavailable', 'openim_away', { cause: away })
    throw new DomainError('not_found', 'person_not_found')
  }
  const registeredAt = row.registeredAt.getTime()
  return {
    nickname: row.nickname,
    faceUrl: row.faceUrl,
    registeredAt: registeredAt === 0 ? null : registeredAt,
    gone: row.goneAt !== null,
    isSystem: null,
    live: false,
    readAt: row.readAt.getTime(),
    online: null,
  }
}

async function keptAbout({ prisma }: Db, userId: string) {
  const subject = { subjectKind: 'user' as const, subjectId: userId }
  const [extension, desired] = await Promise.all([
    prisma.personExtension.findUnique({ where: { userId } }),
    prisma.desiredState.findUnique({
      where: { subjectKind_subjectId: subject },
      select: { version: true },
    }),
  ])
  return {
    standing: extension?.standing ?? ('good' as const),
    protected: extension?.protected ?? false,
    version: desired?.version ?? 0,
  }
}

async function casesOf({ prisma }: Db, userId: string, seen: Prisma.CaseWhereInput) {
  const of = { number: true, subjectKind: true, subjectName: true, state: true } as const
  const [aboutCount, byCount, about, by] = await Promise.all([
    prisma.case.count({ where: { userId, ...seen } }),
    prisma.report.count({ where: { reporterId: userId, case: seen } }),
    prisma.case.findMany({
      where: { userId, ...seen },
      orderBy: [{ openedAt: 'desc' }, { id: 'desc' }],
      take: MOST_LISTED,
      select: { ...of, reason: true, openedAt: true, reportsCount: true },
    }),
    prisma.report.findMany({
      where: { reporterId: userId, case: seen },
      orderBy: { createdAt: 'desc' },
      take: MOST_LISTED,
      select: { reason: true, createdAt: true, case: { select: of } },
    }),
  ])
  return {
    reportsCount: { about: aboutCount, by: byCount },
    reportsAbout: about.map(({ subjectKind: kind, subjectName: name, openedAt, reportsCount, ...row }) => ({
      ...row,
      kind,
      name,
      at: openedAt.getTime(),
      reports: reportsCount,
    })),
    reportsBy: by.map(({ reason, createdAt, case: { subjectKind: kind, subjectName: name, ...row } }) => ({
      ...row,
      kind,
      name,
      reason,
      at: createdAt.getTime(),
    })),
  }
}
