import { chance } from './chance'
import { argsError } from './wire/errors'
import { int32, optional, struct } from './wire/fields'

/** The pagination object of requests; undefined when absent. */
export const pagination = optional(
  struct('sdkws.RequestPagination', { pageNumber: int32, showNumber: int32 }),
)

export interface Page {
  pageNumber: number
  showNumber: number
}

/** The page asked for; throws 1001 when there is none or its number is below 1 (contract 1.6). */
export function requirePage(page: Page | undefined): Page {
  if (!page) throw argsError('pagination is empty')
  if (page.pageNumber < 1) throw argsError('pageNumber is invalid')
  return page
}

/** The elements of a page; none when showNumber is 0 or less. */
export function pageOf<T>(all: readonly T[], page: Page): T[] {
  if (page.showNumber <= 0) return []
  const start = (page.pageNumber - 1) * page.showNumber
  return all.slice(start, start + page.showNumber)
}

/** A copy in random order: OpenIM answers cached reads in any order, and no client may come to depend on one. */
export function shuffled<T>(items: readonly T[]): T[] {
  const out = [...items]
  for (let i = out.length - 1; i > 0; i--) {
    const j = chance(0, i + 1)
    const a = out[i]
    const b = out[j]
    if (a === undefined || b === undefined) continue
    out[i] = b
    out[j] = a
  }
  return out
}

/**
 * A regular expression as MongoDB takes it, case-sensitive unless said otherwise, here or by a leading `(?i)`; throws
 * what an invalid one answers (code 500).
 */
export function pattern(source: string, invalid: (dlt: string) => Error, flags = 'u'): RegExp {
  const [lead = '', inline = ''] = /^\(\?([ims]+)\)/.exec(source) ?? []
  const text = source.slice(lead.length)
  const all = [...new Set(flags + inline)].join('')
  try {
    return new RegExp(text, all)
  } catch {
    try {
      return new RegExp(text, all.replace('u', ''))
    } catch {
      throw invalid(`(BadValue) Regular expression is invalid: ${source}`)
    }
  }
}
