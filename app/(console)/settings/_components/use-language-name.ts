'use client'

import { useLocale } from 'use-intl'

/** The name of a language by its code, in the person's own; the code itself where it names none. */
export function useLanguageName(): (code: string) => string {
  const names = new Intl.DisplayNames(useLocale(), { type: 'language', fallback: 'code' })
  return (code) => {
    try {
      return names.of(code) ?? code
    } catch {
      return code
    }
  }
}
