import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { prepared } from '@/server/db/prepared'
import { gatherer } from '@/server/gather'

const MOST_KEPT = 10_000
const MOST_AT_ONCE = 500

/** Which group a code leads to; null for one that never was. A code never leads anywhere else, so it is kept. */
export function createGroupsOfCodes(db: Db): (code: string) => Promise<string | null> {
  const kept = new Map<string, string>()
  const read = gatherer(async (codes: readonly string[]) => {
    const rows = await groupsOf(db, [...new Set(codes)])
    const found = new Map(rows.map(({ code, groupId }) => [code, groupId]))
    return codes.map((code) => found.get(code) ?? null)
  }, MOST_AT_ONCE)

  return async (code) => {
    const known = kept.get(code)
    if (known !== undefined) return known
    const groupId = await read(code)
    if (groupId === null) return null
    const [oldest] = kept.keys()
    if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest)
    kept.set(code, groupId)
    return groupId
  }
}

const groupsOf = prepared(
  'invite_groups',
  'SELECT code, group_id AS "groupId" FROM invite WHERE code = ANY ($1::text[])',
  z.object({ code: z.string(), groupId: z.string() }),
)
