'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { ReasonTag } from '@/app/(console)/_components/reason-tag'
import { Time } from '@/components/time/time'
import { Section } from '@/components/ui/section'
import type { PersonDetail } from '@/server/features/people/person/schema'

type Report = PersonDetail['reportsBy'][number] & { reports?: number }

/** What others reported about somebody and what they reported themselves, each with its case. */
export function Reports({ person }: { person: PersonDetail }) {
  const t = useTranslations('person')
  return (
    <>
      <List
        title={t('reports_about')}
        empty={t('reports_about_none')}
        items={person.reportsAbout}
        count={person.reportsCount.about}
      />
      <List
        title={t('reports_by')}
        empty={t('reports_by_none')}
        items={person.reportsBy}
        count={person.reportsCount.by}
      />
    </>
  )
}

function List(props: { title: string; empty: string; items: readonly Report[]; count: number }) {
  const { title, empty, items, count } = props
  const t = useTranslations()
  const named = useNamed()
  return (
    <Section
      title={title}
      beside={count > 0 && <span className="font-mono text-xs text-ink-3">{count}</span>}
      end={count > items.length && t('person.reports_newest', { n: items.length })}
    >
      {items.length === 0 && <p className="text-ink-3">{empty}</p>}
      <ul className="[&:not(:empty)]:border-t [&:not(:empty)]:border-line">
        {items.map((item) => (
          <li key={`${item.number} ${item.at}`} className="border-b border-line">
            <Link
              href={`/review/${item.number}` as Route}
              prefetch={false}
              className="flex min-h-10 items-center gap-2 px-2 -outline-offset-2 hover:bg-hover md:min-h-8"
            >
              <code className="text-xs">#{item.number}</code>
              <ReasonTag reason={item.reason} />
              <span className="min-w-0 truncate">
                <span className="text-ink-3">{named('kinds', item.kind)}</span> <bdi>{item.name}</bdi>
                <span className="text-ink-3">
                  {' '}
                  · {t(`case_states.${item.state}`)}
                  {item.reports !== undefined && ` · ${t('review.reports', { n: item.reports })}`}
                </span>
              </span>
              <Time at={item.at} as="day" className="ml-auto shrink-0 text-xs text-ink-3" />
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}
