import type { Db } from '@/server/db/client'
import { DomainError } from '@/server/errors'
import type { InviteBy } from './by'
import { pauseInvite, resumeInvite, revokeInvite } from './change'
import type { ManyChange, ManyResult, SeenInvite } from './schema'

const CHANGES = { pause: pauseInvite, resume: resumeInvite, revoke: revokeInvite } as const

/**
 * Pauses, resumes or ends several links, each by itself: one that cannot be is answered with why, and the others are done.
 */
export async function changeMany(
  db: Db,
  by: InviteBy,
  { what, links }: { what: ManyChange; links: readonly SeenInvite[] },
): Promise<ManyResult[]> {
  const results: ManyResult[] = []
  for (const link of links) {
    const refused = await CHANGES[what](db, by, link).then(() => null, reasonOf)
    results.push({ id: link.id, refused })
  }
  return results
}

function reasonOf(error: unknown): string {
  if (error instanceof DomainError) return error.reason
  throw error
}
