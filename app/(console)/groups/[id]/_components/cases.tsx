'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useMe } from '@/app/(console)/_components/me'
import { ReasonTag } from '@/app/(console)/_components/reason-tag'
import { Time } from '@/components/time/time'
import { Card } from '@/components/ui/card'
import type { GroupDetail } from '@/server/features/groups/schema'

/** The cases about this group; links for those who may read cases. */
export function Cases({ group }: { group: GroupDetail }) {
  const t = useTranslations()
  const linked = useMe().may('case.read')
  return (
    <Card
      title={t('group.cases')}
      aside={
        group.casesCount > 0 && (
          <>
            {group.casesCount > group.cases.length && t('group.cases_newest', { n: group.cases.length })}{' '}
            <span className="font-mono text-xs">{group.casesCount}</span>
          </>
        )
      }
    >
      {group.cases.length === 0 && <p className="text-ink-3">{t('group.no_cases')}</p>}
      <ul className="-mx-4 [&:not(:empty)]:-mb-1.5">
        {group.cases.map((item) => {
          const row = (
            <>
              <code className="text-xs">#{item.number}</code>
              <ReasonTag reason={item.reason} />
              <span className="truncate text-ink-2">
                {t(`case_states.${item.state}`)} · {t('review.reports', { n: item.reports })}
              </span>
              <Time at={item.openedAt} as="day" className="ml-auto text-xs text-ink-3" />
            </>
          )
          const look = 'flex min-h-8 items-center gap-2 px-4 -outline-offset-2'
          return (
            <li key={item.number}>
              {linked ? (
                <Link
                  href={`/review/${item.number}` as Route}
                  prefetch={false}
                  className={`${look} hover:bg-hover`}
                >
                  {row}
                </Link>
              ) : (
                <div className={look}>{row}</div>
              )}
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
