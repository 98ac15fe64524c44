import { z } from 'zod'
import type { StaffActor } from '@/server/auth/actor'
import { DEMO_EMAILS } from '@/server/auth/demo-accounts'
import { ROLES } from '@/server/auth/permissions'
import type { Tx } from '@/server/db/client'
import { announce } from '@/server/live/announce'

/** A session ends this long after the sign-in, whatever was done meanwhile, ms. */
export const SESSION_MS = 12 * 3_600_000

const id = z.uuid()
const row = z.object({ session_id: id, id, name: z.string(), role: z.enum(ROLES) })

/** Opens a session for a person who just proved who they are; answers its id. */
export async function openSession(tx: Tx, staffId: string): Promise<string> {
  const session = await tx.session.create({
    data: { staffId, expiresAt: new Date(Date.now() + SESSION_MS) },
    select: { id: true },
  })
  return session.id
}

/**
 * Who stands behind a session now: null when it is unknown, revoked or expired, when the person was disabled, or when
 * it is an account of the demo and this is none. One query; asked at every request.
 */
export async function actorOf(
  prisma: Tx,
  sessionId: string,
  mode: 'demo' | 'live',
): Promise<StaffActor | null> {
  if (!id.safeParse(sessionId).success) return null
  const notThese = mode === 'demo' ? '' : DEMO_EMAILS
  const found = await prisma.$queryRaw`
    SELECT session.id AS session_id, staff.id, staff.name, staff.role::text AS role
    FROM session JOIN staff ON staff.id = session.staff_id
    WHERE session.id = ${sessionId}::uuid AND session.revoked_at IS NULL AND session.expires_at > now()
      AND staff.disabled_at IS NULL AND staff.email NOT LIKE ${notThese}`
  const [person] = z.array(row).parse(found)
  if (!person) return null
  return { kind: 'staff', id: person.id, name: person.name, role: person.role, sessionId: person.session_id }
}

/** Ends a session at once; false when it had ended before. */
export async function revokeSession(tx: Tx, sessionId: string): Promise<boolean> {
  const { count } = await tx.session.updateMany({
    where: { id: sessionId, revokedAt: null },
    data: { revokedAt: new Date() },
  })
  if (count > 0) await announce(tx, 'session', sessionId)
  return count > 0
}
