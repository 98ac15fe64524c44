import type { Db, Tx } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { type Sighted, sightOf } from '@/server/features/cases/sight'
import { backlogNow, backlogOver } from './backlog'
import { AGE_ENDS_MS } from './measures'
import { outcomesOf, reviewsOf } from './outcomes'
import { type Insights, type InsightsInput, unitOf } from './schema'
import { type Scope, spanOf } from './scope'
import { speedOver } from './speed'
import { teamsOf } from './teams'

/**
 * How work on cases went in a period, in one queue or in all that this person sees; all of it read from one state of the
 * database. Nothing is counted by who did it, only by teams of several.
 */
export async function readInsights(
  db: Pick<Db, 'prisma'>,
  actor: Sighted,
  input: InsightsInput,
): Promise<Insights> {
  const { queue, timeZone } = input
  const sight = await sightOf(db, actor)
  const sees = queue === undefined ? sight : Prisma.sql`${sight} AND c.queue_id = ${queue}`
  return await db.prisma.$transaction(
    async (tx) => {
      const scope: Scope = { ...(await spanOf(tx, input)), timeZone, unit: unitOf(input), sees }
      const { seen, partial } = await seenQueues(tx, actor)
      const shown = seen.filter((id) => queue === undefined || id === queue)
      return {
        from: scope.from.getTime(),
        to: scope.to.getTime(),
        readAt: scope.now.getTime(),
        unit: scope.unit,
        timeZone,
        partial,
        ...(await readScope(tx, scope, shown)),
      }
    },
    { isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead },
  )
}

/** One after the other: a transaction has one connection. */
async function readScope(tx: Tx, scope: Scope, queues: readonly string[]) {
  const backlogs = await backlogNow(tx, scope)
  const series = await backlogOver(tx, scope)
  const speeds = await speedOver(tx, scope)
  const outcomes = await outcomesOf(tx, scope)
  const reviews = await reviewsOf(tx, scope)
  const teams = await teamsOf(tx, scope)
  const of = (queue: string | null) => {
    const { queue: _, ...backlog } = backlogs.find((row) => row.queue === queue) ?? NO_BACKLOG
    const found = speeds.find((row) => row.at === null && row.queue === queue)
    const second = reviews.find((row) => row.queue === queue)
    return { backlog, speed: speedIn(found), reviews: second?.reviews ?? NO_REVIEWS }
  }
  return {
    ...of(null),
    series,
    speedSeries: series.map(({ at }) => ({ ...speedIn(speeds.find((row) => row.at === at)), at })),
    outcomes,
    teams,
    queues: queues.map((queue) => ({ queue, ...of(queue) })),
  }
}

type SpeedRow = Awaited<ReturnType<typeof speedOver>>[number]

function speedIn(row: SpeedRow | undefined) {
  const { queue: _, at: __, ...speed } = row ?? NO_SPEED
  return speed
}

/** Restricted queues are seen by their members and by owners. */
async function seenQueues(tx: Tx, { id, role }: Sighted): Promise<{ seen: string[]; partial: boolean }> {
  const rows = await tx.queue.findMany({
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    include: { members: { where: { staffId: id }, select: { staffId: true } } },
  })
  const seen = rows.filter((row) => role === 'owner' || !row.restricted || row.members.length > 0)
  return { seen: seen.map((row) => row.id), partial: seen.length < rows.length }
}

const NO_BACKLOG = {
  queue: null,
  open: 0,
  overdue: 0,
  unseen: 0,
  oldestAt: null,
  ages: [0, ...AGE_ENDS_MS.map(() => 0)],
}
const NO_SPEED: SpeedRow = {
  queue: null,
  at: null,
  decided: 0,
  late: 0,
  lookMedian: null,
  lookP90: null,
  decisionMedian: null,
  decisionP90: null,
}
const NO_REVIEWS = { appeals: { upheld: 0, overturned: 0 }, samples: { upheld: 0, overturned: 0 } }
