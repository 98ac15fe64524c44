/** The languages of the console. Pure. */
export const LOCALES = ['en', 'zh-CN'] as const
export type Locale = (typeof LOCALES)[number]

/** Each language in its own words, for the menu. */
export const LOCALE_NAMES: Record<Locale, string> = { en: 'English', 'zh-CN': '简体中文' }

/** Locale tag used to format dates and numbers: English dates put the day first. */
export const FORMAT_LOCALES: Record<Locale, string> = { en: 'en-GB', 'zh-CN': 'zh-CN' }

export function isLocale(value: string | undefined): value is Locale {
  return LOCALES.some((locale) => locale === value)
}

/**
 * The language for an Accept-Language header: the supported language of the highest weight, else English.
 * Any Chinese (`zh`, `zh-TW`, …) gets Simplified Chinese, because it is the only Chinese there is.
 */
export function negotiate(header: string | null): Locale {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
      const quality = parameters.map((p) => /^\s*q=([\d.]+)/.exec(p)?.[1]).find(Boolean)
      return { tag, weight: quality === undefined ? 1 : Number(quality) || 0 }
    })
    .filter((entry) => entry.weight > 0)
    .sort((a, b) => b.weight - a.weight)
  for (const { tag } of wanted) {
    if (/^en(-|$)/.test(tag)) return 'en'
    if (/^zh(-|$)/.test(tag)) return 'zh-CN'
  }
  return 'en'
}
