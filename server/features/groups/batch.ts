import { z } from 'zod'
import { prepareBatch } from '@/server/actions/batch/prepare'
import { CATALOGUE } from '@/server/actions/catalogue'
import { actionName } from '@/server/actions/schema'
import type { Db } from '@/server/db/client'
import { DomainError } from '@/server/errors'
import type { By } from '@/server/features/extension/by'
import { chosenGroups, targetsOf } from './chosen'

export const prepareGroupsBatchInput = z
  .object({ action: actionName, input: z.record(z.string(), z.unknown()).default({}) })
  .and(chosenGroups)

/**
 * Begins planning one action on many groups, named or found by a filter as it matches now. Returns the batch's number.
 * Throws DomainError `forbidden`, `invalid` (`nothing_chosen`, `too_many_chosen`, an action that is not about groups).
 */
export async function prepareGroupsBatch(
  db: Pick<Db, 'prisma'>,
  by: By,
  { action, input, ...chosen }: z.output<typeof prepareGroupsBatchInput>,
): Promise<{ number: number }> {
  if (CATALOGUE[action].kind !== 'group') throw new DomainError('invalid', 'invalid', { field: 'action' })
  const targets = await targetsOf(db, chosen, by.actor.role)
  return await db.prisma.$transaction(async (tx) => {
    const id = await prepareBatch(tx, by, { action, input, targets })
    return await tx.batch.findUniqueOrThrow({ where: { id }, select: { number: true } })
  })
}
