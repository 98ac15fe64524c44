'use client'

import { useTranslations } from 'use-intl'
import { wordDiff } from './word-diff'

/** What changed between two texts: what left is struck through, what came is underlined; both are announced. */
export function TextDiff({ before, after }: { before: string; after: string }) {
  const t = useTranslations('text_diff')
  const parts = wordDiff(before, after)
  return (
    <p className="break-words whitespace-pre-wrap">
      {parts.map(({ kind, text }, place) => {
        if (kind === 'same') return text
        const Mark = kind === 'added' ? 'ins' : 'del'
        const look = kind === 'added' ? 'bg-ok-soft text-ok' : 'bg-danger-soft text-danger'
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts stand where they stand.
          <Mark key={place} className={`rounded-sm ${look}`}>
            <span className="sr-only">{t(kind)} </span>
            {text}
          </Mark>
        )
      })}
    </p>
  )
}
