import { appendAudit } from '@/server/audit/append'
import type { StaffActor } from '@/server/auth/actor'
import type { Db, Tx } from '@/server/db/client'
import { DomainError } from '@/server/errors'
import { isDetector, type MuteReporter } from './schema'
import { isVisitor } from './visitor'

type By = { actor: StaffActor; requestId: string }

/**
 * Takes no reports from somebody until a time, emergencies apart; who is muted already is muted until then instead.
 * Throws DomainError `not_found` where they never reported anything, and for visitors, whom nobody knows again.
 */
export async function muteReporter({ prisma }: Db, by: By, input: MuteReporter): Promise<void> {
  const { reporterId, reason } = input
  const until = new Date(input.until)
  await prisma.$transaction(async (tx) => {
    const spoke =
      !isVisitor(reporterId) && (await tx.report.findFirst({ where: { reporterId }, select: { id: true } }))
    if (!spoke) throw new DomainError('not_found', 'not_found', { field: 'reporterId' })
    const before = await mutedNow(tx, reporterId)
    const muted = { mutedUntil: until, mutedById: by.actor.id }
    await tx.reporterRecord.upsert({
      where: { reporterId },
      create: { reporterId, ...muted },
      update: muted,
      select: { reporterId: true },
    })
    await appendAudit(tx, {
      ...by,
      action: 'reporter.muted',
      subject: subjectOf(reporterId),
      before: { until: before },
      after: { until: until.toISOString() },
      personal: { reason },
    })
  })
}

/** Takes somebody's reports again. Throws DomainError `conflict` / `reporter_not_muted`. */
export async function unmuteReporter(
  { prisma }: Db,
  by: By,
  { reporterId }: { reporterId: string },
): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const before = await mutedNow(tx, reporterId)
    if (before === null) throw new DomainError('conflict', 'reporter_not_muted')
    await tx.reporterRecord.updateMany({ where: { reporterId }, data: { mutedUntil: null, mutedById: null } })
    await appendAudit(tx, {
      ...by,
      action: 'reporter.unmuted',
      subject: subjectOf(reporterId),
      before: { until: before },
      after: { until: null },
    })
  })
}

const subjectOf = (reporterId: string) =>
  isDetector(reporterId)
    ? ({ kind: 'setting', id: reporterId } as const)
    : ({ kind: 'user', id: reporterId } as const)

/** Until when somebody is muted, as ISO text, with their row locked. */
async function mutedNow(tx: Tx, reporterId: string): Promise<string | null> {
  await tx.$queryRaw`SELECT 1 FROM reporter_record WHERE reporter_id = ${reporterId} FOR UPDATE`
  const row = await tx.reporterRecord.findUnique({ where: { reporterId }, select: { mutedUntil: true } })
  const until = row?.mutedUntil ?? null
  return until !== null && until.getTime() > Date.now() ? until.toISOString() : null
}
