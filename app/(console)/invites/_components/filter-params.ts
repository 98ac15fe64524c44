import type { InviteFilter } from '@/server/features/invites/console/schema'

/** The query string of a filter: `?state=paused`, or ''. Pure. */
export function filterQuery(filter: InviteFilter): string {
  const given = Object.entries(filter).flatMap(([name, value]): [string, string][] =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  )
  return given.length > 0 ? `?${new URLSearchParams(given)}` : ''
}

/** Whether a filter leaves any link out. Pure. */
export const isNarrow = (filter: InviteFilter): boolean => filterQuery(filter) !== ''
