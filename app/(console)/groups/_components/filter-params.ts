import type { GroupFilter } from '@/server/features/groups/schema'

type Params = { [Name in keyof GroupFilter]: string | undefined }

/** A filter as the address has it; what is not asked for is undefined. Pure. */
export function filterParams(filter: GroupFilter): Params {
  const { tags, sort, ...rest } = filter
  const texts = Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [name, value === '' ? undefined : value?.toString()]),
  )
  return { ...texts, tags: tags?.join(','), sort: sort === 'members' ? undefined : sort }
}

/** The query string of a filter: `?status=muted`, or ''. Pure. */
export function filterQuery(filter: GroupFilter): string {
  const given = Object.entries(filterParams(filter)).flatMap(([name, value]) =>
    value ? [[name, value]] : [],
  )
  return given.length > 0 ? `?${new URLSearchParams(given)}` : ''
}

/** Whether a filter leaves any group out; its order leaves none out. Pure. */
export const isNarrow = (filter: GroupFilter): boolean =>
  Object.entries(filterParams(filter)).some(([name, value]) => name !== 'sort' && value)
