import { z } from 'zod'
import { named, prepareBatch } from '@/server/actions/batch/prepare'
import { MOST_NAMED } from '@/server/actions/batch/schema'
import { CATALOGUE } from '@/server/actions/catalogue'
import { memberKey } from '@/server/actions/member/schema'
import { actionByHand } from '@/server/actions/schema'
import type { Env } from '@/server/env'
import { DomainError } from '@/server/errors'
import type { By } from '@/server/features/extension/by'
import { everybodyIn } from './everybody-in'
import { matchesMember } from './members'
import { memberFilter } from './page/schema'
import { groupIdInput } from './schema'

export const prepareMembersBatchInput = groupIdInput
  .extend({ action: actionByHand, input: z.record(z.string(), z.unknown()).default({}) })
  .and(
    z.union([
      z.object({ userIds: z.array(z.string().min(1).max(64)).min(1).max(MOST_NAMED) }),
      z.object({ filter: memberFilter }),
    ]),
  )

/**
 * Begins planning one action on many members of a group, named or found by a filter as the group is now; or on people who
 * are to become members. Returns the batch's number. Throws DomainError `forbidden`, `invalid` (`nothing_chosen`,
 * `too_many_chosen`, an action that is not about members), OpenimError.
 */
export async function prepareMembersBatch(
  env: Pick<Env, 'db' | 'openim' | 'fast'>,
  by: By,
  { groupId, action, input, ...chosen }: z.output<typeof prepareMembersBatchInput>,
): Promise<{ number: number }> {
  if (CATALOGUE[action].kind !== 'member') throw new DomainError('invalid', 'invalid', { field: 'action' })
  const userIds =
    'userIds' in chosen ? chosen.userIds : await idsOf(env, groupId, chosen.filter, by.requestId)
  const targets = named(userIds.map((userId) => memberKey(groupId, userId)))
  return await env.db.prisma.$transaction(async (tx) => {
    const id = await prepareBatch(tx, by, { action, input, targets })
    return await tx.batch.findUniqueOrThrow({ where: { id }, select: { number: true } })
  })
}

async function idsOf(
  env: Pick<Env, 'db' | 'openim' | 'fast'>,
  groupId: string,
  filter: z.output<typeof memberFilter>,
  operationId: string,
): Promise<string[]> {
  const { members } = await everybodyIn(env, groupId, operationId)
  return members.filter((member) => matchesMember(member, filter)).map(({ userId }) => userId)
}
