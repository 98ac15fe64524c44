'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { ReasonTag } from '@/app/(console)/_components/reason-tag'
import { Time } from '@/components/time/time'
import { Section } from '@/components/ui/section'
import type { CaseDetail } from '@/server/features/cases/schema'

/** Earlier cases about the same subject or group. */
export function History({ item }: { item: CaseDetail }) {
  const t = useTranslations('case')
  const words = useTranslations('evidence')
  const states = useTranslations('case_states')
  const outcomes = useTranslations('case_outcomes')
  return (
    <Section
      id="history"
      title={t('history')}
      beside={<span className="font-mono text-xs text-ink-3">{item.history.length || ''}</span>}
    >
      {item.history.length === 0 && <p className="text-ink-3">{t('no_history')}</p>}
      <ol className="divide-y divide-line overflow-hidden rounded-lg border-line bg-surface [&:not(:empty)]:border">
        {item.history.map((earlier) => (
          <li key={earlier.number}>
            <Link
              href={`/review/${earlier.number}` as Route}
              prefetch={false}
              className="flex min-h-9 items-center gap-2 px-4 -outline-offset-2 hover:bg-hover"
            >
              <code className="text-xs">#{earlier.number}</code>
              <ReasonTag reason={earlier.reason} />
              <span className="min-w-0 truncate text-ink-3" dir="auto">
                {earlier.name}
              </span>
              <span className="shrink-0 text-ink-2">
                {earlier.outcome ? outcomes(earlier.outcome) : states(earlier.state)}
                {earlier.overturned && `, ${words('overturned')}`}
              </span>
              <Time at={earlier.openedAt} as="day" className="ml-auto text-xs text-ink-3" />
            </Link>
          </li>
        ))}
      </ol>
    </Section>
  )
}
