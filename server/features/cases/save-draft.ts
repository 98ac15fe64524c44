import type { Db, Tx } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'

/**
 * Keeps what somebody typed about a case; an empty text forgets it. Nobody else sees it.
 * Throws DomainError `not_found` for a case that does not exist.
 */
export async function saveDraft(
  { prisma }: Pick<Db, 'prisma'>,
  staffId: string,
  { caseId, body }: { caseId: string; body: string },
): Promise<Record<string, never>> {
  if (body.trim() === '') {
    await prisma.draftNote.deleteMany({ where: { caseId, staffId } })
    return {}
  }
  const where = { caseId_staffId: { caseId, staffId } }
  try {
    await prisma.draftNote.upsert({ where, create: { caseId, staffId, body }, update: { body } })
  } catch (error) {
    if (isMissingParent(error)) throw new DomainError('not_found', 'not_found')
    throw error
  }
  return {}
}

/** Runs a decision; when it is lost to somebody else, what was typed is kept before the refusal goes out. */
export async function keepingDraft<T>(
  db: Db,
  staffId: string,
  typed: { caseId: string; reason: string },
  decide: () => Promise<T>,
): Promise<T> {
  try {
    return await decide()
  } catch (error) {
    const lost = error instanceof DomainError && (error.code === 'conflict' || error.code === 'unavailable')
    if (lost) await saveDraft(db, staffId, { caseId: typed.caseId, body: typed.reason })
    throw error
  }
}

/** What was typed became a decision: nothing is left to keep. */
export async function forgetDraft(tx: Tx, caseId: string, staffId: string): Promise<void> {
  await tx.draftNote.deleteMany({ where: { caseId, staffId } })
}

const isMissingParent = (error: unknown) =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2003'
