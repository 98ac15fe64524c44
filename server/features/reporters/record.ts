import type { Db, Tx } from '@/server/db/client'
import { type MutedReporter, NO_RECORD, plainName, type TrackRecord } from './schema'

type Reader = Db['prisma'] | Tx

/** What is known of a reporter. Triggers keep the counts, in the transaction of whatever changes a case. */
export type KnownReporter = TrackRecord & { mutedUntil: number | null }

/** What is known of reporters now, by their ids; whoever is new has no record. */
export async function reportersKnown(
  db: Reader,
  reporterIds: readonly string[],
): Promise<(reporterId: string) => KnownReporter> {
  const rows = await db.reporterRecord.findMany({ where: { reporterId: { in: [...new Set(reporterIds)] } } })
  const now = Date.now()
  const known = new Map(
    rows.map(({ reporterId, upheld, dismissed, mutedUntil }) => {
      const until = mutedUntil?.getTime() ?? 0
      return [reporterId, { upheld, dismissed, mutedUntil: until > now ? until : null }]
    }),
  )
  return (reporterId) => known.get(reporterId) ?? { ...NO_RECORD, mutedUntil: null }
}

const MOST_SHOWN = 500

/** Who is muted now, who is free soonest first. */
export async function mutedReporters({ prisma }: Db): Promise<MutedReporter[]> {
  const rows = await prisma.reporterRecord.findMany({
    where: { mutedUntil: { gt: new Date() } },
    orderBy: [{ mutedUntil: 'asc' }, { reporterId: 'asc' }],
    take: MOST_SHOWN,
    include: { mutedBy: { select: { name: true } } },
  })
  const people = await prisma.personIndex.findMany({
    where: { userId: { in: rows.map(({ reporterId }) => reporterId) } },
    select: { userId: true, nickname: true },
  })
  const names = new Map(people.map(({ userId, nickname }) => [userId, nickname]))
  return rows.map(({ reporterId, upheld, dismissed, mutedUntil, mutedBy }) => ({
    reporterId,
    name: names.get(reporterId) || plainName(reporterId),
    upheld,
    dismissed,
    until: mutedUntil?.getTime() ?? 0,
    by: mutedBy?.name ?? '',
  }))
}
