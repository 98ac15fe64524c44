import { appendAudit } from '@/server/audit/append'
import { system } from '@/server/auth/actor'
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '@/server/auth/demo-accounts'
import { hashPassword } from '@/server/auth/password'
import type { PrismaClient } from '@/server/db/generated/client'

/**
 * Makes the demo's staff, those that are missing. Call it in demo mode only; elsewhere their accounts do not open
 * (server/auth/demo-accounts.ts). Answers how many were made.
 */
export async function seedDemoStaff(prisma: PrismaClient): Promise<number> {
  const known = await prisma.staff.findMany({
    where: { email: { in: DEMO_ACCOUNTS.map(({ email }) => email) } },
    select: { email: true },
  })
  const missing = DEMO_ACCOUNTS.filter(({ email }) => !known.some((staff) => staff.email === email))
  if (missing.length === 0) return 0
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  return await prisma.$transaction(async (tx) => {
    const data = missing.map((account) => ({ ...account, passwordHash }))
    // Two processes may seed at once: what is there stays.
    const made = await tx.staff.createManyAndReturn({ data, skipDuplicates: true })
    for (const { id, name, role } of made) {
      await appendAudit(tx, {
        actor: system('demo-seed'),
        action: 'staff.created',
        subject: { kind: 'staff', id },
        after: { name, role },
        requestId: 'demo-seed',
      })
    }
    return made.length
  })
}
