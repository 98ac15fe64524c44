import { appendAudit } from '@/server/audit/append'
import type { Db } from '@/server/db/client'
import { DomainError } from '@/server/errors'
import { accusedOf } from '@/server/features/cases/accused'
import type { By } from '@/server/features/cases/claim'
import { refuseStranger } from '@/server/features/cases/sight'
import { writeNote } from './notes'

type Done = Record<string, never>

/** Follows a case, or follows it no more. */
export async function watchCase(
  { prisma }: Db,
  by: By,
  { caseId, watched }: { caseId: string; watched: boolean },
): Promise<Done> {
  return await prisma.$transaction(async (tx) => {
    await refuseStranger(tx, by.actor.id, caseId)
    const row = await tx.case.findUniqueOrThrow({ where: { id: caseId } })
    const key = { caseId, staffId: by.actor.id }
    if (watched) await tx.caseWatch.createMany({ data: key, skipDuplicates: true })
    else await tx.caseWatch.deleteMany({ where: key })
    const action = watched ? 'case.watched' : 'case.unwatched'
    await appendAudit(tx, { ...by, action, subject: accusedOf(row), caseId })
    return {}
  })
}

/** Keeps a case's evidence from being purged, or no longer. Throws DomainError `conflict` / `hold_same`. */
export async function holdCase(
  { prisma }: Db,
  by: By,
  { caseId, hold, reason }: { caseId: string; hold: boolean; reason: string },
): Promise<Done> {
  return await prisma.$transaction(async (tx) => {
    await refuseStranger(tx, by.actor.id, caseId)
    const row = await tx.case.findUniqueOrThrow({ where: { id: caseId } })
    const { count } = await tx.case.updateMany({
      where: { id: caseId, legalHold: !hold },
      data: { legalHold: hold },
    })
    if (count === 0) throw new DomainError('conflict', 'hold_same')
    await appendAudit(tx, {
      ...by,
      action: hold ? 'case.hold_set' : 'case.hold_lifted',
      subject: accusedOf(row),
      before: { legalHold: !hold },
      after: { legalHold: hold },
      personal: { reason },
      caseId,
    })
    return {}
  })
}

/** Records that a case was handed over to authorities; its evidence is kept from then on. */
export async function handOverCase(
  { prisma }: Db,
  by: By,
  input: { caseId: string; authority: string; reference: string; text: string },
): Promise<{ id: string }> {
  const { caseId, authority, reference, text } = input
  return await prisma.$transaction(async (tx) => {
    await refuseStranger(tx, by.actor.id, caseId)
    const row = await tx.case.findUniqueOrThrow({ where: { id: caseId } })
    const heading = [authority, reference].filter(Boolean).join(' · ')
    const id = await writeNote(tx, by, row, { kind: 'handover', text: `${heading}\n${text}` })
    await tx.case.update({ where: { id: caseId }, data: { legalHold: true }, select: { id: true } })
    await appendAudit(tx, {
      ...by,
      action: 'case.handed_over',
      subject: accusedOf(row),
      before: { legalHold: row.legalHold },
      after: { note: id, legalHold: true },
      personal: { authority, reference, text },
      caseId,
    })
    return { id }
  })
}
