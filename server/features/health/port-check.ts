import { z } from 'zod'
import type { Tx } from '@/server/db/client'
import type { PortCheck } from './schema'

const row = z.object({ open: z.boolean(), at: z.date(), by: z.string() })

/** What trying this address with a user's token showed last, or null where nobody tried. */
export async function readPortCheck(tx: Tx, baseUrl: string): Promise<PortCheck | null> {
  const rows = await tx.$queryRaw`
    SELECT p.open, p.at, s.name AS by FROM port_check p JOIN staff s ON s.id = p.staff_id
    WHERE p.base_url = ${baseUrl}`
  const [found] = z.array(row).parse(rows)
  return found ? { open: found.open, at: found.at.getTime(), by: found.by } : null
}

/** Keeps what was shown now, instead of what was before. */
export async function writePortCheck(
  tx: Tx,
  { baseUrl, open, staffId }: { baseUrl: string; open: boolean; staffId: string },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO port_check (base_url, open, staff_id, at) VALUES (${baseUrl}, ${open}, ${staffId}::uuid, now())
    ON CONFLICT (base_url) DO UPDATE SET open = EXCLUDED.open, staff_id = EXCLUDED.staff_id, at = EXCLUDED.at`
}
