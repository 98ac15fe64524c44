import type { PersonalLimits } from '@/server/actions/approval/schema'
import { appendAudit } from '@/server/audit/append'
import type { StaffActor } from '@/server/auth/actor'
import { may, ROLES } from '@/server/auth/permissions'
import type { Db } from '@/server/db/client'
import { DomainError } from '@/server/errors'
import type { StaffLimits } from './schema'

const ACTING = ROLES.filter((role) => may(role, 'action.submit'))

/** Everybody who may act, with how far they may go alone; by name. */
export async function listStaffLimits({ prisma }: Db): Promise<StaffLimits[]> {
  const rows = await prisma.staff.findMany({
    where: { disabledAt: null, role: { in: ACTING } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, role: true, longestMuteMs: true, largestGroup: true },
  })
  return rows.map(({ longestMuteMs, largestGroup, ...who }) => ({
    ...who,
    limits: { longestMuteMs: longestMuteMs === null ? null : Number(longestMuteMs), largestGroup },
  }))
}

type Change = { staffId: string; limits: PersonalLimits; before: PersonalLimits }

/** Sets how far somebody may go alone. Throws DomainError `not_found`, `conflict` / `setting_changed`. */
export async function setStaffLimits(
  { prisma }: Db,
  by: { actor: StaffActor; requestId: string },
  { staffId: id, limits, before }: Change,
): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const { count } = await tx.staff.updateMany({ where: { id, ...columns(before) }, data: columns(limits) })
    if (count === 0) {
      const known = await tx.staff.findUnique({ where: { id }, select: { id: true } })
      throw known ? new DomainError('conflict', 'setting_changed') : new DomainError('not_found', 'not_found')
    }
    await appendAudit(tx, {
      ...by,
      action: 'staff.limits_changed',
      subject: { kind: 'staff', id },
      before,
      after: limits,
    })
  })
}

const columns = ({ longestMuteMs, largestGroup }: PersonalLimits) => ({
  longestMuteMs: longestMuteMs === null ? null : BigInt(longestMuteMs),
  largestGroup,
})
