import type { StaffActor } from '@/server/auth/actor'
import type { Env } from '@/server/env'
import { DomainError } from '@/server/errors'
import { noteInvite } from '@/server/features/invites/manage/note'
import { senderOf } from '@/server/features/notices/deliver'
import { AFTER_DECISION } from '@/server/features/notices/settings'
import { enqueue } from '@/server/jobs/enqueue'
import { readSetting } from '@/server/settings'

/** A group is reminded once in that time, ms. */
const ONCE_IN_MS = 24 * 3_600_000
/** Most people of a group who are told; its owner is among them. */
const MOST_TOLD = 5

/**
 * Reminds those who lead a group that somebody waits who applied by a link; the worker sends it. Nobody is named: they are
 * told how many wait. Returns how many are told. Throws DomainError `not_found`, `conflict` (`not_waiting`,
 * `reminder_no_account` where owners set no account that sends, `reminder_nobody`, `reminded_today`), OpenimError.
 */
export async function remindLeaders(
  { db, openim }: Pick<Env, 'db' | 'openim'>,
  by: { actor: StaffActor; requestId: string },
  redemptionId: string,
): Promise<{ people: number }> {
  const waiting = await db.prisma.redemption.findUnique({
    where: { id: redemptionId },
    select: { inviteId: true, groupId: true, state: true },
  })
  if (!waiting) throw new DomainError('not_found', 'not_found')
  if (waiting.state !== 'applied') throw new DomainError('conflict', 'not_waiting')
  const { value } = await readSetting(db.prisma, AFTER_DECISION)
  if (!senderOf(value)) throw new DomainError('conflict', 'reminder_no_account')
  const { groupId, inviteId } = waiting
  const leaders = await openim.groups.leaders(groupId, { operationId: by.requestId })
  const told = leaders
    .toSorted((one, other) => Number(other.role === 'owner') - Number(one.role === 'owner'))
    .slice(0, MOST_TOLD)
  if (told.length === 0) throw new DomainError('conflict', 'reminder_nobody')
  return await db.prisma.$transaction(async (tx) => {
    // Of two at once, the second finds the first's.
    await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${`reminder of ${groupId}`}, 0))`
    const since = new Date(Date.now() - ONCE_IN_MS)
    const earlier = await tx.inviteReminder.findFirst({ where: { groupId, createdAt: { gt: since } } })
    if (earlier) throw new DomainError('conflict', 'reminded_today')
    const written = await tx.inviteReminder.createManyAndReturn({
      data: told.map(({ userId }) => ({ groupId, userId })),
      select: { id: true },
    })
    for (const { id } of written) await enqueue(tx, 'invites.remind', { reminderId: id }, `reminder:${id}`)
    await noteInvite(tx, by, 'invite.reminded', inviteId, { after: { groupId, people: written.length } })
    return { people: written.length }
  })
}
