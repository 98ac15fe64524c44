'use client'

import { useTranslations } from 'use-intl'

/** How far long work is: a bar and the numbers. */
export function LongWork({ done, total }: { done: number; total: number }) {
  const t = useTranslations('ledger')
  const text = t('progress', { done, total })
  return (
    <div className="mt-1 flex items-center gap-3">
      <progress
        value={done}
        max={total}
        aria-label={text}
        className="h-1 min-w-0 flex-1 appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
      />
      <span className="font-mono text-xs">{text}</span>
    </div>
  )
}
