'use client'

import { useTranslations } from 'use-intl'
import { Time } from '@/components/time/time'
import { Avatar } from '@/components/ui/avatar'
import { Tag } from '@/components/ui/tag'
import type { PersonDetail } from '@/server/features/people/person/schema'
import { PersonMarks, PersonStandingTag } from '../../_components/person-tags'
import { PersonActions } from './person-actions'

/** Name, id and standing of somebody, as read from OpenIM and when; and what can be done. */
export function PersonHead({
  person,
  onChanged,
}: {
  person: PersonDetail
  onChanged: () => Promise<unknown>
}) {
  const t = useTranslations('person')
  const name = person.nickname || person.userId
  return (
    <header className="mt-3 flex items-center gap-3.5 max-md:flex-wrap max-md:items-start">
      <Avatar name={name} size="lg" />
      <div className="min-w-0 flex-1 max-md:basis-[70%]">
        <div className="flex min-w-0 items-center gap-2">
          <h1 className="truncate text-xl font-semibold tracking-tight" dir="auto" title={name}>
            {name}
          </h1>
          {person.standing !== 'good' && <PersonStandingTag standing={person.standing} />}
          <PersonMarks person={person} />
          {person.isSystem && <Tag>{t('system')}</Tag>}
        </div>
        <p className="flex flex-wrap gap-x-1.5 text-sm text-ink-3">
          <code className="text-xs leading-[18px] break-all">{person.userId}</code>
          <span className={person.live ? undefined : 'text-warn'}>
            · {t(person.live ? 'as_read' : 'from_index')}{' '}
            <Time at={person.readAt} as={person.live ? 'clock' : 'moment'} className="text-xs" />
          </span>
        </p>
      </div>
      <PersonActions person={person} onChanged={onChanged} />
    </header>
  )
}
