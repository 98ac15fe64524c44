import { z } from 'zod'
import { appendAudit } from '@/server/audit/append'
import { system } from '@/server/auth/actor'
import type { Db } from '@/server/db/client'
import { newReference } from '@/server/features/invites/code'
import { announce } from '@/server/live/announce'

const ended = z.array(z.object({ invite_id: z.string(), user_id: z.string(), counted: z.boolean() }))

/**
 * Ends the redemption of an application that was answered: the person has come, or the use goes back to its link, under a
 * reference for support. Does nothing where it has ended already.
 */
export async function answered(
  { prisma }: Pick<Db, 'prisma'>,
  redemptionId: string,
  answer: 'joined' | 'refused',
  requestId: string,
): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const [before] = ended.parse(
      await tx.$queryRaw`
        SELECT invite_id::text, user_id, counted FROM redemption
        WHERE id = ${redemptionId}::uuid AND state = 'applied' FOR NO KEY UPDATE`,
    )
    if (!before) return
    const { invite_id: inviteId, user_id: userId, counted } = before
    const refused = answer === 'refused' ? 'application_refused' : null
    await tx.$executeRaw`
      UPDATE redemption
      SET state = ${answer}::"RedemptionState", code = ${refused}, counted = counted AND ${refused === null},
        settled_at = now(), look_at = NULL
      WHERE id = ${redemptionId}::uuid`
    if (refused === null) return await announce(tx, 'invite', inviteId)
    await tx.$executeRaw`
      INSERT INTO invite_refusal (reference, code, invite_id, user_id, why)
      SELECT ${newReference()}, code, id, ${userId}, ${refused} FROM invite WHERE id = ${inviteId}::uuid`
    if (!counted) return
    await appendAudit(tx, {
      actor: system('invites'),
      requestId,
      action: 'invite.use_returned',
      subject: { kind: 'invite', id: inviteId },
      after: { redemptionId, userId, why: refused },
    })
  })
}
