import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { estimate } from '@/server/features/groups/estimate'
import { COMMON, foundBy, holds, rowsHolding } from '@/server/features/groups/search'
import { beginningOfCode, codeIn } from '@/server/features/invites/pasted'
import type { LinkState } from '@/server/features/invites/schema'
import type { InviteFilter } from './schema'

const g = Prisma.sql`g`
const GROUPS = Prisma.sql`group_index`
const GROUP_ID = Prisma.sql`group_id`

/** The order of every list of links, on `i`. */
export const NEWEST = Prisma.sql`ORDER BY i.created_at DESC, i.id DESC`

/**
 * Links that match, newest first, as SQL that selects rows of `invite`; `after` is a condition on `i` that says where a
 * page begins. Words are looked up first, by the indexes of what was written of links and of groups' names; for a word
 * that very many hold, and for what most links are, the rows are gone through in order until the page is full: PostgreSQL cannot know how
 * many those are and would rather read and sort everything.
 */
export async function matchingInvites(
  db: Pick<Db, 'prisma'>,
  filter: InviteFilter,
  by: { staffId: string; now: number },
  page: { after: Prisma.Sql | undefined; limit: number },
): Promise<Prisma.Sql> {
  const { led, looked } = conditionsOf(filter, by)
  if (page.after) led.push(page.after)
  const end = Prisma.sql`${NEWEST} LIMIT ${page.limit}`
  const { q } = filter
  if (q) {
    if (!(await isCommon(db, q))) {
      return Prisma.sql`
        SELECT i.* FROM (${found(q)}) AS found
        CROSS JOIN LATERAL (SELECT * FROM invite AS i WHERE i.id = found.id OFFSET 0) AS i
        ${where([...led, ...looked])} ${end}`
    }
    // Not EXISTS: that would be worked out for all groups first.
    looked.push(Prisma.sql`(${WORDS} LIKE name_pattern(${q}) OR ${ofCode(q)} OR i.group_id = ${q} OR (
      SELECT ${holds(g, q)} FROM group_index AS g WHERE g.group_id = i.group_id))`)
  }
  return Prisma.sql`
    SELECT i.* FROM (SELECT i.* FROM invite AS i ${where(led)} ${NEWEST} OFFSET 0) AS i ${where(looked)} ${end}`
}

/** Whether very many groups, or links by what was written of them, hold a word. */
async function isCommon(db: Pick<Db, 'prisma'>, q: string): Promise<boolean> {
  const groups = await estimate(db, Prisma.sql`SELECT 1 FROM group_index AS g WHERE ${holds(g, q)}`)
  if (groups > COMMON) return true
  return (
    (await estimate(db, Prisma.sql`SELECT 1 FROM invite AS i WHERE ${WORDS} LIKE name_pattern(${q})`)) >
    COMMON
  )
}

/** Ids of the links of a word that is not common, each part by its own index. */
const found = (q: string) => Prisma.sql`
  SELECT w.id FROM (SELECT i.id, ${WORDS} AS words FROM invite AS i WHERE ${foundBy(WORDS, q)} OFFSET 0) AS w
  WHERE w.words LIKE name_pattern(${q})
  UNION SELECT i.id FROM invite AS i WHERE ${ofCode(q)}
  UNION SELECT i.id FROM (${groupsNamed(q)}) AS n
    CROSS JOIN LATERAL (SELECT i.id FROM invite AS i WHERE i.group_id = n.group_id OFFSET 0) AS i`

/** Groups of that name, and the one of that id, whether or not Steward knows it. */
const groupsNamed = (q: string) => Prisma.sql`
  SELECT n.group_id FROM ${rowsHolding(GROUPS, GROUP_ID, q)} AS n UNION SELECT ${q}::text`

/** On `i`: what people wrote of a link, folded, each on a line of its own. */
const WORDS = Prisma.sql`invite_words(i.label, i.requester, i.ticket)`

/** A whole code, or the beginning of one. Nothing is `code = NULL`. */
function ofCode(q: string): Prisma.Sql {
  const begins = beginningOfCode(q)
  if (begins === null) return Prisma.sql`i.code = ${codeIn(q)}`
  const [least, greatest] = begins
  return Prisma.sql`i.code BETWEEN ${least} AND ${greatest}`
}

/** What an index in the order of the list leads to, and what is looked at row by row. */
function conditionsOf(
  { state, why, mode, group, mine }: InviteFilter,
  { staffId, now }: { staffId: string; now: number },
): { led: Prisma.Sql[]; looked: Prisma.Sql[] } {
  const led: Prisma.Sql[] = []
  const looked: Prisma.Sql[] = []
  if (state) (RARE.has(state) ? led : looked).push(inState(state, new Date(now)))
  if (why) led.push(Prisma.sql`i.state = 'paused' AND i.pause_reason = ${why}`)
  if (mode) led.push(Prisma.sql`i.mode = ${mode}::"InviteMode"`)
  if (group) led.push(Prisma.sql`i.group_id = ${group}`)
  if (mine === true) led.push(Prisma.sql`i.created_by_id = ${staffId}::uuid`)
  if (mine === false) looked.push(Prisma.sql`i.created_by_id IS DISTINCT FROM ${staffId}::uuid`)
  return { led, looked }
}

/** States that have an index of their own. */
const RARE: ReadonlySet<LinkState> = new Set(['paused', 'group_dismissed', 'group_suspended', 'used_up'])

/** `stateOfLink` (invites/schema.ts) as SQL on `i`. */
function inState(state: LinkState, now: Date): Prisma.Sql {
  const free = Prisma.sql`i.state = 'active' AND i.group_hold IS NULL`
  const past = Prisma.sql`i.expires_at <= ${now}`
  const notPast = Prisma.sql`(i.expires_at IS NULL OR i.expires_at > ${now})`
  return {
    revoked: Prisma.sql`i.state = 'revoked'`,
    group_dismissed: Prisma.sql`i.state <> 'revoked' AND i.group_hold = 'dismissed'`,
    paused: Prisma.sql`i.state = 'paused' AND i.group_hold IS DISTINCT FROM 'dismissed'`,
    group_suspended: Prisma.sql`i.state = 'active' AND i.group_hold = 'suspended'`,
    expired: Prisma.sql`${free} AND ${past}`,
    used_up: Prisma.sql`${free} AND ${notPast} AND i.spent`,
    working: Prisma.sql`${free} AND ${notPast} AND NOT i.spent`,
  }[state]
}

const where = (conditions: readonly Prisma.Sql[]): Prisma.Sql =>
  conditions.length > 0 ? Prisma.sql`WHERE ${Prisma.join([...conditions], ' AND ')}` : Prisma.empty
