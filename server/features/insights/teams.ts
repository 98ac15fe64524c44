import { z } from 'zod'
import type { Tx } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { FEWEST_PEOPLE, type TeamFigures } from './schema'
import { msOf, type Reader, type Scope } from './scope'
import { decidedIn } from './speed'

const workers = z.array(z.object({ team: z.string().nullable(), staff: z.string() }))

/**
 * How the work of teams went: of cases that were decided in the period, by the team that whoever decided was in then. No
 * row is of fewer than {@link FEWEST_PEOPLE} people: smaller teams count among the others, as do people without a team.
 * Without two rows there is nothing to compare, and none.
 */
export async function teamsOf(db: Reader & Pick<Tx, 'team'>, scope: Scope): Promise<TeamFigures[]> {
  const pairs = workers.parse(
    await db.$queryRaw`
      SELECT DISTINCT d.team_id AS team, d.staff_id AS staff FROM ${DECIDED} WHERE ${decided(scope)}`,
  )
  const shown = largeTeams(pairs)
  if (shown.length === 0) return []
  const speeds = await speedsOf(db, scope, shown)
  const reviews = await reviewsOfTeams(db, scope, shown)
  const known = await db.team.findMany({
    where: { id: { in: shown } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true },
  })
  const rows = [...known, { id: null, name: null }].flatMap(({ id, name }) => {
    const speed = speeds.find((row) => row.team === id)
    if (!speed) return []
    const { team: _, ...figures } = speed
    const looks = reviews.find((row) => row.team === id)
    return [{ name, ...figures, reviews: looks && looks.people >= FEWEST_PEOPLE ? looks.reviews : null }]
  })
  return rows.length > 1 ? rows : []
}

/**
 * The teams that have a row of their own: each of enough people, and enough among the others that nobody's numbers are
 * what is left over. Pure.
 */
export function largeTeams(pairs: readonly { team: string | null; staff: string }[]): string[] {
  const people = new Map<string, Set<string>>()
  const others = new Set<string>()
  for (const { team, staff } of pairs) {
    if (team === null) others.add(staff)
    else people.set(team, (people.get(team) ?? new Set()).add(staff))
  }
  const smallestFirst = [...people].sort(([a, of], [b, other]) => of.size - other.size || (a < b ? -1 : 1))
  const shown: string[] = []
  for (const [team, of] of smallestFirst) {
    const leftOver = others.size > 0 && others.size < FEWEST_PEOPLE
    if (of.size >= FEWEST_PEOPLE && !leftOver) shown.push(team)
    else for (const one of of) others.add(one)
  }
  return shown
}

/** Cases with the decision that is in force. */
const DECIDED = Prisma.sql`"case" AS c JOIN decision AS d ON d.case_id = c.id AND d.revoked_at IS NULL`
/** The day more on both sides is for clocks that differ; the cases' own times decide. */
const decided = (scope: Scope) => Prisma.sql`
  ${decidedIn(scope)} AND c.outcome <> 'merged' AND ${scope.sees}
  AND d.decided_at >= ${scope.from}::timestamptz - interval '1 day'
  AND d.decided_at < ${scope.to}::timestamptz + interval '1 day'`
const rowOf = (shown: readonly string[]) =>
  Prisma.sql`CASE WHEN d.team_id = ANY (${shown}::uuid[]) THEN d.team_id END`

const ofTeam = z.object({ team: z.string().nullable() })
const speedRows = z.array(
  ofTeam.extend({
    decided: z.number(),
    late: z.number(),
    decisionMedian: z.number().nullable(),
    decisionP90: z.number().nullable(),
  }),
)

async function speedsOf(db: Reader, scope: Scope, shown: readonly string[]) {
  const took = msOf(Prisma.sql`c.decided_at - c.opened_at`)
  return speedRows.parse(
    await db.$queryRaw`
      SELECT ${rowOf(shown)} AS team, count(*)::int AS decided,
             count(*) FILTER (WHERE c.decided_at > c.deadline_at)::int AS late,
             percentile_cont(0.5) WITHIN GROUP (ORDER BY ${took}) AS "decisionMedian",
             percentile_cont(0.9) WITHIN GROUP (ORDER BY ${took}) AS "decisionP90"
      FROM ${DECIDED} WHERE ${decided(scope)} GROUP BY 1`,
  )
}

const count = z.object({ upheld: z.number(), overturned: z.number() })
const reviewRows = z.array(
  ofTeam.extend({ people: z.number(), reviews: z.object({ appeals: count, samples: count }) }),
)

/** Second verdicts of the period, by the team of whoever decided first. */
async function reviewsOfTeams(db: Reader, scope: Scope, shown: readonly string[]) {
  const n = (type: string, outcome: string) =>
    Prisma.sql`count(*) FILTER (WHERE c.type = ${type}::"CaseType" AND c.outcome = ${outcome}::"CaseOutcome")::int`
  const both = (type: string) =>
    Prisma.sql`jsonb_build_object('upheld', ${n(type, 'upheld')}, 'overturned', ${n(type, 'overturned')})`
  return reviewRows.parse(
    await db.$queryRaw`
      SELECT ${rowOf(shown)} AS team, count(DISTINCT d.staff_id)::int AS people,
             jsonb_build_object('appeals', ${both('appeal')}, 'samples', ${both('sample')}) AS reviews
      FROM "case" AS c JOIN decision AS d ON d.id = c.review_of_id
      WHERE ${decidedIn(scope)} AND c.type <> 'report' AND ${scope.sees} GROUP BY 1`,
  )
}
