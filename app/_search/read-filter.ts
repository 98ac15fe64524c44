import type { z } from 'zod'

export type SearchParams = Record<string, string | string[] | undefined>

/**
 * Reads a filter out of the address. A part that cannot be used is left out, because an address is typed, shortened
 * and kept for years; the rest still counts. Of a repeated part the first counts.
 */
export function readFilter<T extends z.ZodObject>(schema: T, params: SearchParams): z.infer<T> {
  const given = Object.fromEntries(
    Object.keys(schema.shape).map((name) => {
      const value = [params[name]].flat()[0]
      // No text that is kept holds a NUL: PostgreSQL could not even look for it.
      return [name, value?.includes('\0') ? undefined : value || undefined]
    }),
  )
  const first = schema.safeParse(given)
  if (first.success) return first.data
  for (const issue of first.error.issues) delete given[String(issue.path[0])]
  return schema.parse(given)
}
