/** Names and texts in several languages, as browsers use them too: without the schemas' library. Pure. */

export type Localised = { en: string; 'zh-CN'?: string }

/**
 * The text for a language tag such as `zh-CN`, `zh` or `de`: the same tag, else one of the same language, else English.
 * An empty text counts as none.
 */
export function inLanguage(texts: Localised, language: string): string {
  const same = Object.entries(texts).find(([tag]) => tag === language)?.[1]
  if (same) return same
  const base = baseOf(language)
  const near = Object.entries(texts).find(([tag, text]) => baseOf(tag) === base && text)?.[1]
  return near ?? texts.en
}

const baseOf = (tag: string) => tag.toLowerCase().split('-')[0]
