import { named, prepareBatch } from '@/server/actions/batch/prepare'
import { CATALOGUE } from '@/server/actions/catalogue'
import type { StaffActor } from '@/server/auth/actor'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'
import { matchingPeople } from './list'
import type { PreparePeopleBatch } from './schema'

/**
 * Begins planning one action on many people, named or found by a filter as it matches now. Returns the batch's number.
 * Throws DomainError `forbidden`, `invalid` (`nothing_chosen`, `too_many_chosen`, an action that is not about people).
 */
export async function preparePeopleBatch(
  { prisma }: Db,
  by: { actor: StaffActor; requestId: string },
  { action, input, ...chosen }: PreparePeopleBatch,
): Promise<{ number: number }> {
  if (CATALOGUE[action].kind !== 'user') throw new DomainError('invalid', 'invalid', { field: 'action' })
  const targets =
    'ids' in chosen
      ? named(chosen.ids)
      : Prisma.sql`SELECT user_id AS subject_id, NULL::jsonb AS input, NULL::jsonb AS why
          FROM (${matchingPeople(chosen.filter, by.actor.role)}) AS matching ORDER BY user_id`
  return await prisma.$transaction(async (tx) => {
    const id = await prepareBatch(tx, by, { action, input, targets })
    return await tx.batch.findUniqueOrThrow({ where: { id }, select: { number: true } })
  })
}
