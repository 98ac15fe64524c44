import { z } from 'zod'
import { appendAudit } from '@/server/audit/append'
import { system } from '@/server/auth/actor'
import type { Db, Tx } from '@/server/db/client'
import { announce } from '@/server/live/announce'

const SNAPSHOTS = system('snapshots')
const CHUNK = 100

const expired = z.object({
  group_id: z.string(),
  people: z.number(),
  sha256: z.string(),
  taken_at: z.date(),
})
const due = z.object({ id: z.string(), at: z.string() })

/**
 * Deletes the members of every kept list whose time is over, each in a transaction with its audit row, and returns how
 * many lists that were. What remains of a list is how many people were in it, their hash and when it was taken. A list
 * stays as long as a dismissal or a restore of its group waits or is under way; the next run looks again.
 */
export async function expireSnapshots({ prisma }: Pick<Db, 'prisma'>, stop?: AbortSignal): Promise<number> {
  let count = 0
  let after = { at: '-infinity', id: '00000000-0000-0000-0000-000000000000' }
  for (;;) {
    const rows = await prisma.$queryRaw`
      SELECT id::text, expires_at::text AS at FROM member_snapshot
      WHERE members_deleted_at IS NULL AND expires_at <= now()
        AND (expires_at, id) > (${after.at}::timestamptz, ${after.id}::uuid)
      ORDER BY expires_at, id LIMIT ${CHUNK}`
    const found = z.array(due).parse(rows)
    for (const { id } of found) {
      if (stop?.aborted) return count
      if (await prisma.$transaction((tx) => expire(tx, id), { timeout: 120_000 })) count += 1
    }
    const last = found.at(-1)
    if (!last || found.length < CHUNK) return count
    after = last
  }
}

/** False where the list stays for now, or another worker was faster. */
async function expire(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.$queryRaw`SELECT * FROM expire_snapshot(${id}::uuid)`
  const [gone] = z.array(expired).parse(rows)
  if (!gone) return false
  const { group_id: groupId, people, sha256, taken_at: takenAt } = gone
  await appendAudit(tx, {
    actor: SNAPSHOTS,
    action: 'snapshot.expired',
    subject: { kind: 'group', id: groupId },
    before: { people },
    after: { people: 0, sha256, takenAt: takenAt.getTime() },
    requestId: id,
  })
  await announce(tx, 'group', groupId)
  return true
}
