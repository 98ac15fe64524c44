'use client'

import { useLocale } from 'use-intl'

/** Several words one after the other, as the language separates them: `Spam, Scam`, `垃圾信息、诈骗`. */
export function useListText(): (words: readonly string[]) => string {
  const list = new Intl.ListFormat(useLocale(), { type: 'conjunction', style: 'narrow' })
  return (words) => list.format(words)
}
