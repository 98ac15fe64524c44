import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { LOOK_MS } from '@/server/features/cases/claim-times'
import { refuseUnseen } from '@/server/features/cases/sight'
import { markSeen } from '@/server/features/inbox/mark'
import { announce } from '@/server/live/announce'
import type { Looker } from './schema'

type Look = { caseId: string; screen: string; gone: boolean }

const touched = z.array(z.object({ changed: z.boolean() }))

/**
 * An open page says that it looks at a case, again and again, and once that it does no longer. Others are told when
 * somebody comes or goes, not each time. What they were told of the case is read then. Throws DomainError `not_found` for a case this person may not see.
 */
export async function lookAt({ prisma }: Db, staffId: string, look: Look): Promise<Record<string, never>> {
  const { caseId, screen, gone } = look
  if (!gone) await refuseUnseen({ prisma }, staffId, caseId)
  return await prisma.$transaction(async (tx) => {
    const until = new Date(Date.now() + LOOK_MS)
    if (!gone) await markSeen(tx, staffId, caseId)
    const rows = gone
      ? await tx.$queryRaw`
          DELETE FROM case_presence
          WHERE case_id = ${caseId}::uuid AND screen = ${screen}::uuid AND staff_id = ${staffId}::uuid
          RETURNING true AS changed`
      : await tx.$queryRaw`
          INSERT INTO case_presence (case_id, screen, staff_id, until)
          VALUES (${caseId}::uuid, ${screen}::uuid, ${staffId}::uuid, ${until})
          ON CONFLICT (case_id, screen) DO UPDATE SET until = excluded.until
            WHERE case_presence.staff_id = excluded.staff_id
          RETURNING xmax = 0 AS changed`
    if (!touched.parse(rows)[0]?.changed) return {}
    await tx.$executeRaw`
      DELETE FROM case_presence WHERE (case_id, screen) IN (
        SELECT case_id, screen FROM case_presence WHERE until < now() LIMIT 100 FOR UPDATE SKIP LOCKED
      )`
    await announce(tx, 'presence', caseId)
    return {}
  })
}

const lookers = z.array(
  z.object({ id: z.string(), name: z.string(), until: z.number().transform(Math.round) }),
)

/** Who else looks at a case now, each once, by name. */
export async function listLookers({ prisma }: Db, staffId: string, caseId: string): Promise<Looker[]> {
  await refuseUnseen({ prisma }, staffId, caseId)
  const rows = await prisma.$queryRaw`
    SELECT s.id, s.name, extract(epoch FROM max(p.until))::float8 * 1000 AS until
    FROM case_presence AS p JOIN staff AS s ON s.id = p.staff_id
    WHERE p.case_id = ${caseId}::uuid AND p.until > now() AND p.staff_id <> ${staffId}::uuid
    GROUP BY s.id, s.name ORDER BY s.name, s.id`
  return lookers.parse(rows)
}
