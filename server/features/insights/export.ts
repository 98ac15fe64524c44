import { z } from 'zod'
import { may } from '@/server/auth/permissions'
import type { CsvValue } from '@/server/csv'
import type { Db } from '@/server/db/client'
import { DomainError } from '@/server/errors'
import type { Sighted } from '@/server/features/cases/sight'
import { readInsights } from './insights'
import { AGE_ENDS_MS, overturnedShare } from './measures'
import {
  type Backlog,
  type Insights,
  insightsFilter,
  insightsInput,
  periodOf,
  type Reviews,
  type Speed,
  type TeamFigures,
} from './schema'

/** What stands in the address of an exported table: the page's filter, and the time zone of its days. */
export const insightsExport = insightsFilter.extend({ tz: z.string().max(64).default('UTC') })
type Filter = z.output<typeof insightsExport>

export const INSIGHTS_COLUMNS = ['part', 'item', 'measure', 'value', 'unit']

/**
 * The numbers of the page, one in a line. Times are ISO 8601 in UTC, durations ms, shares 0 to 1. Throws DomainError
 * `forbidden`, `invalid` for a period that cannot be read.
 */
export async function* exportInsights(
  db: Pick<Db, 'prisma'>,
  { tz, ...filter }: Filter,
  actor: Sighted,
): AsyncGenerator<CsvValue[][], undefined> {
  if (!may(actor.role, 'insight.read')) throw new DomainError('forbidden', 'forbidden')
  const input = insightsInput.safeParse({
    ...periodOf(filter, knownZone(tz), Date.now()),
    queue: filter.queue,
  })
  if (!input.success) throw new DomainError('invalid', 'invalid', { field: 'tz' })
  yield linesOf(await readInsights(db, actor, input.data))
}

function knownZone(name: string): string {
  const known = insightsInput.safeParse({ from: '2000-01-01', to: '2000-01-01', timeZone: name })
  if (!known.success) throw new DomainError('invalid', 'invalid', { field: 'tz' })
  return name
}

/** The lines of the table. Pure. */
export function linesOf(insights: Insights): CsvValue[][] {
  const { series, speedSeries, outcomes, queues, teams, timeZone, from, to } = insights
  return [
    ['period', '', 'from', isoTime(from), 'time'],
    ['period', '', 'to', isoTime(to), 'time'],
    ['period', '', 'time_zone', timeZone, ''],
    ...backlogLines('', insights.backlog),
    ...speedLines('decided', '', insights.speed),
    ...reviewLines('', insights.reviews),
    ...series.flatMap(({ at, ...counts }) => countLines('backlog_over_time', isoTime(at), counts)),
    ...speedSeries.flatMap(({ at, ...rest }) => speedLines('decided_over_time', isoTime(at), rest)),
    ...outcomes.flatMap(({ reason, ...counts }) => countLines('outcome_by_reason', reason, counts)),
    ...queues.flatMap(({ queue, backlog, speed, reviews }) => [
      ...backlogLines(queue, backlog),
      ...speedLines('decided', queue, speed),
      ...reviewLines(queue, reviews),
    ]),
    ...teams.flatMap(teamLines),
  ]
}

const isoTime = (ms: number) => new Date(ms).toISOString()

const countLines = (part: string, item: string, counts: Record<string, number>): CsvValue[][] =>
  Object.entries(counts).map(([measure, value]) => [part, item, measure, value, 'cases'])

function backlogLines(queue: string, { ages, oldestAt, ...counts }: Backlog): CsvValue[][] {
  const ends = [...AGE_ENDS_MS.map((ms) => `under_${ms / 3_600_000}_h`), 'older']
  return [
    ...countLines('backlog', queue, counts),
    ['backlog', queue, 'oldest', oldestAt === null ? null : isoTime(oldestAt), 'time'],
    ...ages.map((value, at): CsvValue[] => ['backlog_age', queue, ends[at] ?? '', value, 'cases']),
  ]
}

function speedLines(
  part: string,
  item: string,
  { decided, late, ...times }: Omit<Speed, 'lookMedian' | 'lookP90'>,
): CsvValue[][] {
  return [
    ...countLines(part, item, { decided, late }),
    ...Object.entries(times).map(([measure, ms]): CsvValue[] => [part, item, snake(measure), ms, 'ms']),
  ]
}

/** Those who are in none of the teams have no name, and parts of their own. */
function teamLines({ name, reviews, ...speed }: TeamFigures): CsvValue[][] {
  const part = name === null ? 'other_teams' : 'team'
  const lines = reviews === null ? [] : reviewLines(name ?? '', reviews)
  return [
    ...speedLines(part, name ?? '', speed),
    ...lines.map(([of, ...rest]): CsvValue[] => [`${part}_${of}`, ...rest]),
  ]
}

const snake = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

function reviewLines(queue: string, reviews: Reviews): CsvValue[][] {
  return [
    ...countLines('appeals', queue, reviews.appeals),
    ['appeals', queue, 'overturn_rate', overturnedShare(reviews.appeals), 'share'],
    ...countLines('samples', queue, reviews.samples),
    ['samples', queue, 'disagreement_rate', overturnedShare(reviews.samples), 'share'],
  ]
}
