import { withParams } from '@/app/_search/with-params'
import type { PersonFilter } from '@/server/features/people/schema'

/** The query string of a filter: `?standing=suspended`, or ''. Pure. */
export function filterQuery({ sort, ...filter }: PersonFilter): string {
  const given = Object.entries({ ...filter, sort: sort === 'registered' ? undefined : sort })
  return withParams('', Object.fromEntries(given.map(([name, value]) => [name, value?.toString()])))
}

/** Whether a filter leaves anybody out; its order leaves nobody out. Pure. */
export const isNarrow = ({ sort: _, ...filter }: PersonFilter): boolean =>
  Object.values(filter).some((value) => value !== undefined && value !== '')
