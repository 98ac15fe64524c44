'use client'

import type { Route } from 'next'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { SubjectLedger } from '@/app/(console)/_components/actions/subject-ledger'
import { useMe } from '@/app/(console)/_components/me'
import { CardOutline } from '@/app/(console)/invites/_components/card-outline'
import { Failed } from '@/components/table/failed'
import { Notice } from '@/components/ui/notice'
import { PersonGroups } from './person-groups'
import { PersonHead } from './person-head'
import { PersonNotes } from './person-notes'
import { Profile } from './profile'
import { Reports } from './reports'
import { usePerson } from './use-person'

const PersonInvites = dynamic(() => import('./person-invites'), {
  ssr: false,
  loading: () => <CardOutline />,
})

/** Somebody: as OpenIM has them now, the groups they are in, what was reported and what was done. */
export function PersonScreen({ userId, page }: { userId: string; page: number }) {
  const t = useTranslations()
  const refusalText = useRefusalText()
  const { may } = useMe()
  const { data: person, error, refetch, reread } = usePerson(userId)
  if (!person) {
    return (
      <Failed title={t('app.error_title')} retryLabel={t('app.retry')} onRetry={() => void refetch()}>
        {error && refusalText(error)}
      </Failed>
    )
  }
  return (
    <div className="px-7 py-4 max-md:px-4">
      <nav className="truncate text-sm text-ink-3" aria-label={t('app.back')}>
        <Link href="/people" className="hover:text-ink">
          {t('people.title')}
        </Link>{' '}
        / <bdi>{person.nickname || person.userId}</bdi>
      </nav>
      <PersonHead person={person} onChanged={reread} />
      {person.gone && (
        <Notice tone="warn" className="mt-4" title={t('person.gone_title')}>
          {t('person.gone_text')}
        </Notice>
      )}
      <div className="mt-5 grid gap-6 lg:grid-cols-[minmax(0,1fr)_360px]">
        <div className="min-w-0 max-lg:order-last">
          <PersonGroups person={person} page={page} onChanged={reread} />
          {may('case.read') && <Reports person={person} />}
        </div>
        <div className="grid min-w-0 content-start gap-4">
          <SubjectLedger
            items={person.ledger}
            empty={t('person.ledger_empty')}
            whole={{
              href: `/ledger?person=${encodeURIComponent(userId)}` as Route,
              label: t('person.ledger_whole'),
            }}
            onChanged={reread}
          />
          <Profile person={person} />
          {may('invite.read') && <PersonInvites userId={person.userId} />}
          {may('case.read') && <PersonNotes person={person} onChanged={reread} />}
        </div>
      </div>
    </div>
  )
}
