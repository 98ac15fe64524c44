import type { Role } from '@/server/auth/permissions'
import type { PrismaClient } from '@/server/db/generated/client'

/** Somebody of the staff with a session, made for a bench. */
export async function benchStaff(prisma: PrismaClient, role: Role, name = `Bench ${role}`) {
  const email = `${crypto.randomUUID()}@bench.local`
  const { id: staffId } = await prisma.staff.create({
    data: { email, name, role, passwordHash: 'none' },
    select: { id: true },
  })
  const expiresAt = new Date(Date.now() + 12 * 3_600_000)
  const { id: sessionId } = await prisma.session.create({
    data: { staffId, expiresAt },
    select: { id: true },
  })
  return { staffId, sessionId }
}
