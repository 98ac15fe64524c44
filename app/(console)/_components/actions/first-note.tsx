'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { PartMessages } from '@/app/_i18n/part-messages'
import { Skeleton } from '@/components/ui/skeleton'
import type { LedgerItem } from '@/server/actions/schema'
import { hasEnded } from './ledger-look'

type First = LedgerItem['first']

/** What had to end before an action began: how far it is, what did not come about, and what can still be loaded. */
export default function FirstNote({ first }: { first: First }) {
  return (
    <div className="px-3.5 pt-1 text-sm text-ink-2">
      <PartMessages parts={['ledger_page']} outline={<Skeleton className="my-1 h-3 w-48" />}>
        <Told first={first} />
      </PartMessages>
    </div>
  )
}

function Told({ first }: { first: First }) {
  const t = useTranslations('ledger_page')
  const named = useNamed()
  const ended = first.filter(({ state }) => hasEnded(state))
  const not = ended.filter(({ state }) => state !== 'verified' && state !== 'already_so').length
  const of = (media: string) => first.filter((one) => one.media === media).length
  return (
    <>
      <p>{t('first_title', { n: first.length, ended: ended.length })}</p>
      {not > 0 && <p className="text-danger">{t('first_failed', { n: not })}</p>}
      {of('reachable') > 0 && <p className="text-warn">{t('first_reachable', { n: of('reachable') })}</p>}
      {of('unchecked') > 0 && <p>{t('first_unchecked', { n: of('unchecked') })}</p>}
      <details>
        <summary className="quiet-link w-fit cursor-pointer">{t('first_show')}</summary>
        <ul className="max-h-52 overflow-y-auto">
          {first.map(({ id, subjectId, state }) => (
            <li key={id} className="flex gap-2">
              <Link href={`/ledger/${id}` as Route} prefetch={false} className="quiet-link">
                {t('first_message', { seq: subjectId.slice(subjectId.lastIndexOf('#') + 1) })}
              </Link>
              <span className="text-ink-3">{named('states', state)}</span>
            </li>
          ))}
        </ul>
      </details>
    </>
  )
}
