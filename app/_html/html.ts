/** HTML of pages that ship no script: written as text, with every value escaped. Pure. */

/** Markup that is safe to stand in a page as it is. */
export type Html = { readonly markup: string }
type Value = Html | string | number | null | undefined | false | readonly Value[]

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character)

function markupOf(value: Value): string {
  if (value === null || value === undefined || value === false) return ''
  if (typeof value === 'string') return escaped(value)
  if (typeof value === 'number') return String(value)
  if ('markup' in value) return value.markup
  return value.map(markupOf).join('')
}

/**
 * Markup with values in it: texts are escaped, lists are joined, what is missing is left out. A value in an attribute has to
 * stand in quotes.
 */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { markup: parts.map((part, at) => part + markupOf(values[at])).join('') }
}

/** Markup of our own that is not escaped: never of anything that came in. */
export const ownMarkup = (markup: string): Html => ({ markup })
