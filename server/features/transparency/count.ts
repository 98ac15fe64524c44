import { z } from 'zod'
import { Prisma } from '@/server/db/generated/client'
import { ENDED_AT, presentIn } from '@/server/features/insights/backlog'
import type { Reader, Span } from '@/server/features/insights/scope'
import { type ColumnName, columnsOf, type ReportRow, type SectionName } from './schema'

/** What each table counts of a period: queries whose rows are `key` and one number for each column. */
type Counting = (span: Seen) => Prisma.Sql

/** A period, and which cases `c` are counted; null for all. */
export type Seen = Span & { sees: Prisma.Sql | null }

/** The condition that a case is counted, by where its id stands. */
const countedIn = (sees: Prisma.Sql | null, caseId: Prisma.Sql) =>
  sees === null
    ? Prisma.sql`true`
    : // A value of its own: each is looked up by its id, whatever the planner thinks of reading all cases.
      Prisma.sql`coalesce((SELECT ${sees} FROM "case" AS c WHERE c.id = ${caseId}), true)`
const all = Prisma.sql`true`

const COUNTINGS: Record<SectionName, Counting> = {
  cases: ({ from, to, sees }) => Prisma.sql`
    SELECT reason AS key, count(*) FILTER (WHERE opened_at < ${from})::int AS open_before,
           count(*) FILTER (WHERE opened_at >= ${from})::int AS opened,
           count(*) FILTER (WHERE ended AND outcome = 'acted')::int AS acted,
           count(*) FILTER (WHERE ended AND outcome = 'dismissed')::int AS dismissed,
           count(*) FILTER (WHERE ended AND outcome = 'merged')::int AS merged,
           count(*) FILTER (WHERE NOT ended)::int AS open_after
    FROM (
      SELECT c.reason, c.opened_at, c.outcome, coalesce(${ENDED_AT} < ${to}, false) AS ended FROM "case" AS c
      WHERE ${presentIn({ from, to })} AND ${sees ?? all} AND c.type = 'report' AND coalesce(${ENDED_AT} >= ${from}, true)
    ) AS present
    GROUP BY reason`,
  reports: ({ from, to, sees }) => Prisma.sql`
    SELECT reason AS key, count(*)::int AS received,
           count(*) FILTER (WHERE NOT automated AND client_id IS NULL)::int AS reporter,
           count(*) FILTER (WHERE NOT automated AND client_id IS NOT NULL)::int AS backend,
           count(*) FILTER (WHERE automated)::int AS automated
    FROM report WHERE created_at >= ${from} AND created_at < ${to} AND ${countedIn(sees, Prisma.sql`report.case_id`)}
    GROUP BY reason`,
  actions: ({ from, to }) => Prisma.sql`
    SELECT action AS key, count(*)::int AS settled, count(*) FILTER (WHERE state = 'verified')::int AS verified,
           count(*) FILTER (WHERE state = 'already_so')::int AS already_so,
           count(*) FILTER (WHERE state = 'failed')::int AS failed,
           count(*) FILTER (WHERE state = 'refused')::int AS refused,
           count(*) FILTER (WHERE state = 'cancelled')::int AS cancelled
    FROM ledger WHERE settled_at >= ${from} AND settled_at < ${to} GROUP BY action`,
  appeals: ({ from, to, sees }) => Prisma.sql`
    SELECT d.outcome AS key, count(*)::int AS received, count(*) FILTER (WHERE c.outcome = 'upheld')::int AS upheld,
           count(*) FILTER (WHERE c.outcome = 'overturned')::int AS overturned,
           count(*) FILTER (WHERE c.outcome IS NULL)::int AS waiting
    FROM appeal AS a JOIN "case" AS c ON c.id = a.case_id JOIN decision AS d ON d.id = a.decision_id
    WHERE a.created_at >= ${from} AND a.created_at < ${to} AND ${sees ?? all} GROUP BY d.outcome`,
  emergencies: ({ from, to, sees }) => Prisma.sql`
    SELECT c.reason AS key, count(*)::int AS opened, count(h.case_id)::int AS handed_over,
           count(*) FILTER (WHERE h.case_id IS NULL)::int AS not_handed_over
    FROM "case" AS c
    LEFT JOIN (
      SELECT DISTINCT case_id FROM audit WHERE action = 'case.handed_over' AND id >= ${firstId(from)}::uuid
    ) AS h ON h.case_id = c.id
    WHERE c.emergency AND c.type = 'report' AND c.opened_at >= ${from} AND c.opened_at < ${to} AND ${sees ?? all}
    GROUP BY c.reason`,
  evidence: ({ from, to, sees }) => Prisma.sql`
    SELECT key, count(*)::int AS cases, sum(messages + sightings + media + reports)::int AS purged,
           sum(messages)::int AS messages, sum(sightings)::int AS sightings, sum(media)::int AS media,
           sum(reports)::int AS reports
    FROM (
      SELECT coalesce(after->>'reason', 'other') AS key, coalesce((after->>'evidence')::int, 0) AS messages,
             coalesce((after->>'sightings')::int, 0) AS sightings, coalesce((after->>'media')::int, 0) AS media,
             coalesce((after->>'reports')::int, 0) AS reports
      FROM audit
      WHERE action = 'evidence.purged' AND id >= ${firstId(from)}::uuid AND id < ${firstId(to, ID_SLACK_MS)}::uuid
        AND at >= ${from} AND at < ${to} AND ${countedIn(sees, Prisma.sql`audit.case_id`)}
    ) AS purge
    GROUP BY key`,
}

/** A row's id is made when it is written, its time is when its transaction began: at most that much earlier. */
const ID_SLACK_MS = 3_600_000

/** The least id (UUID version 7) that can be made at a time. */
function firstId(at: Date, laterMs = 0): string {
  const hex = Math.max(0, at.getTime() + laterMs)
    .toString(16)
    .padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}

/** The rows of one table, by their keys. */
export async function countSection(db: Reader, name: SectionName, span: Seen): Promise<ReportRow[]> {
  const columns = columnsOf(name)
  const shape = z.object({
    key: z.string(),
    ...Object.fromEntries(columns.map((column) => [column, z.number()])),
  })
  const rows = z.array(shape.catchall(z.unknown())).parse(await db.$queryRaw`${COUNTINGS[name](span)}`)
  return rows
    .map(({ key, ...counts }) => ({ key, values: valuesOf(columns, counts) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
}

const number = z.number()

const valuesOf = (columns: readonly ColumnName[], counts: Record<string, unknown>): ReportRow['values'] =>
  Object.fromEntries(columns.map((column) => [column, number.parse(counts[column])]))
