'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import { useTranslations } from 'use-intl'
import { Avatar } from '@/components/ui/avatar'
import type { CaseDetail } from '@/server/features/cases/schema'

/** A person's card as it was when they were reported. */
export function PersonCard({ person }: { person: NonNullable<CaseDetail['evidence']['person']> }) {
  const t = useTranslations('case')
  return (
    <dl className="flex items-center gap-3 rounded-lg border border-line bg-surface px-4 py-3">
      <Avatar name={person.name} />
      <dt className="sr-only">{t('person')}</dt>
      <dd className="min-w-0">
        <span className="block truncate font-strong" dir="auto">
          {person.name}
        </span>
        <code className="block truncate text-xs text-ink-3">{person.id}</code>
      </dd>
    </dl>
  )
}
