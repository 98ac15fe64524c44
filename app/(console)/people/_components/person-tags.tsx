'use client'

import { useTranslations } from 'use-intl'
import { Tag, type Tone } from '@/components/ui/tag'
import type { PersonItem } from '@/server/features/people/schema'

type PersonStanding = PersonItem['standing']

const STANDING: Record<PersonStanding, Tone> = {
  good: 'neutral',
  under_review: 'accent',
  suspended: 'warn',
  dismissed: 'danger',
}

/** A person's standing in Steward. What is as usual has no tag, so that the rest stands out. */
export function PersonStandingTag({ standing }: { standing: PersonStanding }) {
  const t = useTranslations('standing')
  if (standing === 'good') return <span className="text-ink-3">{t(standing)}</span>
  return <Tag tone={STANDING[standing]}>{t(standing)}</Tag>
}

/** What else is unusual about somebody. */
export function PersonMarks({ person }: { person: Pick<PersonItem, 'gone' | 'protected'> }) {
  const t = useTranslations('people')
  return (
    <>
      {person.gone && <Tag>{t('gone')}</Tag>}
      {person.protected && <Tag tone="accent">{t('protected')}</Tag>}
    </>
  )
}
