import type { StaffActor } from '@/server/auth/actor'
import type { Env } from '@/server/env'
import { DomainError } from '@/server/errors'
import { isBlind, refuseHidden } from '@/server/features/appeals/blind'
import { accusedOf } from '@/server/features/cases/accused'
import { refuseUnseen } from '@/server/features/cases/sight'
import { isAway } from '@/server/openim/errors'
import type { AccusedNow } from './schema'

/** What the accused person is in OpenIM right now, in the group of the case too. Throws DomainError `not_found`, `forbidden` / `hidden_while_blind`. */
export async function accusedNow(
  { db, openim }: Pick<Env, 'db' | 'openim'>,
  { actor, requestId }: { actor: StaffActor; requestId: string },
  caseId: string,
): Promise<AccusedNow> {
  await refuseUnseen(db, actor.id, caseId)
  const row = await db.prisma.case.findUniqueOrThrow({ where: { id: caseId } })
  // A mute that runs, or a place in the group that is lost, would tell the first verdict.
  if (await isBlind(db.prisma, row)) throw new DomainError('forbidden', 'hidden_while_blind')
  await refuseHidden(db, actor.id, { caseId })
  const { kind, id } = accusedOf(row)
  if (kind !== 'user') throw new DomainError('not_found', 'not_found')
  const options = { operationId: requestId }
  const at = Date.now()
  try {
    const [[user], [member]] = await Promise.all([
      openim.users.info([id], options),
      row.groupId === null ? [] : openim.groups.members.details(row.groupId, [id], options),
    ])
    const mutedUntil = member?.mutedUntil ?? 0
    return {
      read: true,
      at,
      name: user?.nickname ?? null,
      registeredAt: user?.createdAt ?? null,
      role: row.groupId === null ? null : (member?.role ?? 'former'),
      mutedUntil: mutedUntil > at ? mutedUntil : null,
    }
  } catch (error) {
    if (!isAway(error)) throw error
    return { read: false }
  }
}
