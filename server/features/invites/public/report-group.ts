import { createHmac, randomUUID } from 'node:crypto'
import type { Env } from '@/server/env'
import { DomainError } from '@/server/errors'
import type { ReasonRules } from '@/server/features/desk/schema'
import { visitorId } from '@/server/features/reporters/visitor'
import { intakeNow } from '@/server/features/reports/intake-now'
import { languageOfReport } from '@/server/features/reports/language'
import { overLimit } from '@/server/features/reports/limit'
import { recordReport } from '@/server/features/reports/record'
import { MOST_TEXT } from '@/server/features/reports/schema'
import { sightOf } from '@/server/features/reports/sight'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

export type VisitorReport = {
  groupId: string
  reason: string
  text: string
  /** Where it comes from, for limits; kept nowhere. */
  address: string
  acceptLanguage: string | null
}

export type VisitorReported =
  | { kind: 'sent' }
  | { kind: 'wrong'; field: 'reason' | 'text' }
  | { kind: 'too_many' | 'crowded'; retryAfterSeconds: number }

/**
 * Takes a report about a group from somebody who is not known, out of the page of an invite link. It joins the group's case
 * like any other, marked as a visitor's; it weighs as one of no record, and nobody is told what came of it.
 * Throws DomainError `unavailable` (OpenIM is away), `not_found` (the group is gone).
 */
export async function reportAsVisitor(env: Env, report: VisitorReport): Promise<VisitorReported> {
  const { rules, reasons } = await intakeNow(env.db)
  const reason = reasons.find(({ id }) => id === report.reason)
  if (!reason) return { kind: 'wrong', field: 'reason' }
  const text = report.text.trim()
  if (text.length > MOST_TEXT) return { kind: 'wrong', field: 'text' }
  const now = Date.now()
  const ofAddress = { most: env.config.invites.reports, windowMs: HOUR_MS }
  const wait = await overLimit(env.fast, `visitor ${report.address}`, now, ofAddress)
  if (wait !== null) return { kind: 'too_many', retryAfterSeconds: wait }
  const { groupId } = report
  const requestId = randomUUID()
  const subject = { kind: 'group', groupId } as const
  const input = { subject, reason: reason.id, text }
  const seen = await sightOf(env, { reporterId: null }, input, requestId)
  const ofSubject = { most: rules.perSubject, windowMs: rules.windowMs }
  const crowded = reason.emergency
    ? null
    : await overLimit(env.fast, `subject group ${groupId}`, now, ofSubject)
  if (crowded !== null) return { kind: 'crowded', retryAfterSeconds: crowded }
  const reporterId = visitorId(pseudonymOf(env, report.address, now))
  await recordReport(env.db, {
    reporterId,
    subject: { ...seen, reporterName: 'Visitor' },
    input,
    reason: await soberly(env, reason, now),
    requestId,
    automated: false,
    language: languageOfReport({ language: undefined, acceptLanguage: report.acceptLanguage, text }),
    record: null,
    client: null,
  }).catch((error: unknown) => {
    // What they wrote before and this together.
    if (error instanceof DomainError && error.reason === 'text_too_long_together') return
    throw error
  })
  return { kind: 'sent' }
}

/** The reasons that can be given now, in the order people gave them. */
export async function reasonsForVisitors({ db }: Pick<Env, 'db'>) {
  return await db.prisma.reason.findMany({
    where: { active: true },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: { id: true, names: true },
  })
}

/**
 * Tells the reports of one address in one day apart from others, so that they count once: made with our key, another each
 * day, and the address cannot be read from it.
 */
function pseudonymOf({ config }: Env, address: string, now: number): string {
  return createHmac('sha256', config.key)
    .update(`visitor ${Math.floor(now / DAY_MS)} ${address}`)
    .digest('hex')
    .slice(0, 12)
}

/** An emergency that too many strangers cry is looked at as soon as its gravity says, and wakes nobody. */
async function soberly({ fast, config }: Env, reason: ReasonRules, now: number): Promise<ReasonRules> {
  if (!reason.emergency) return reason
  // Of all visitors together: nobody answers for what they say.
  const alerting = { most: config.invites.emergencies, windowMs: HOUR_MS }
  const tooMany = await overLimit(fast, 'emergencies of visitors', now, alerting)
  return tooMany === null ? reason : { ...reason, emergency: false }
}
