import { z } from 'zod'
import { appendAudit } from '@/server/audit/append'
import { system } from '@/server/auth/actor'
import type { Db } from '@/server/db/client'
import { accusedOf } from '@/server/features/cases/accused'
import { moveCase } from '@/server/features/cases/move'

const CLOCK = system('cases')
const due = z.array(z.object({ id: z.string() }))

/** Brings every snoozed case back whose time has come. Safe to run again and twice at once. */
export async function wakeCases({ prisma }: Db): Promise<void> {
  const rows = await prisma.$queryRaw`
    SELECT id FROM "case" WHERE snoozed_until <= now() ORDER BY snoozed_until, id`
  for (const { id } of due.parse(rows)) {
    await prisma.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM "case" WHERE id = ${id}::uuid FOR NO KEY UPDATE`
      const row = await tx.case.findUniqueOrThrow({ where: { id } })
      if (row.snoozedUntil === null || row.snoozedUntil.getTime() > Date.now()) return
      await moveCase(tx, id, { type: 'wake' })
      await appendAudit(tx, {
        actor: CLOCK,
        action: 'case.woken',
        subject: accusedOf(row),
        requestId: `wake-${id}`,
        caseId: id,
      })
    })
  }
}
