import type { StaffActor } from '@/server/auth/actor'
import type { Db } from '@/server/db/client'
import type { Case, EvidenceMedia, MediaObject } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'
import { refuseStranger } from '@/server/features/cases/sight'

export type OpenedMedia = { row: Case; media: EvidenceMedia; object: MediaObject }

/**
 * A copied file with its case, for somebody who may work on that. Throws DomainError `not_found` where there is none, it is
 * not there (yet, or any more), or this person may not know of the case; `forbidden` where it is their own affair.
 */
export async function openMedia(db: Db, { actor }: { actor: StaffActor }, id: string): Promise<OpenedMedia> {
  const found = await db.prisma.evidenceMedia.findUnique({
    where: { id },
    include: { object: true, evidence: { include: { case: true } } },
  })
  if (found?.state !== 'stored' || found.purgedAt !== null || !found.object?.storedAt) {
    throw new DomainError('not_found', 'not_found')
  }
  const { object, evidence, ...media } = found
  await refuseStranger(db.prisma, actor.id, evidence.caseId)
  return { row: evidence.case, media, object }
}
