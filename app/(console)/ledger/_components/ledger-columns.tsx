'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { hasEnded, STATE_TONES, stateKey } from '@/app/(console)/_components/actions/ledger-look'
import { batchHref } from '@/app/(console)/_components/batch-href'
import type { Column } from '@/components/table/data-table'
import { RowLink } from '@/components/table/row-link'
import { Time } from '@/components/time/time'
import { Avatar } from '@/components/ui/avatar'
import { Dot } from '@/components/ui/dot'
import type { LedgerItem } from '@/server/actions/schema'

export const actionHref = (id: string) => `/ledger/${id}` as Route

/** What the list tells about an action. */
export function useLedgerColumns(): Column<LedgerItem>[] {
  const t = useTranslations('ledger_page')
  const named = useNamed()
  return [
    {
      id: 'when',
      header: t('when'),
      hideBelow: 'md',
      cell: (item) => <Time at={item.createdAt} as="moment" className="text-sm text-ink-3" />,
    },
    {
      id: 'what',
      header: t('what'),
      cell: (item) => (
        <RowLink href={actionHref(item.id)}>
          <b className="font-strong">
            <span className="max-md:hidden">{named('actions', `${item.action}.label`)}</span>
            <span className="md:hidden">{named('actions', `${item.action}.short`)}</span>
          </b>
        </RowLink>
      ),
    },
    { id: 'about', header: t('about'), grows: true, cell: (item) => <About item={item} /> },
    { id: 'state', header: t('state'), cell: (item) => <State item={item} /> },
    { id: 'who', header: t('who'), hideBelow: 'md', cell: (item) => <Author item={item} /> },
    {
      id: 'part_of',
      header: t('part_of'),
      hideBelow: 'xl',
      cell: (item) => <PartOf item={item} />,
    },
  ]
}

function About({ item: { subject } }: { item: LedgerItem }) {
  const { name, id } = subject
  return (
    <>
      <bdi>{name || id}</bdi> <code className="text-xs text-ink-3 max-md:hidden">{id}</code>
    </>
  )
}

/** Where an action stands: a point of colour and a word. */
export function State({ item }: { item: Pick<LedgerItem, 'state' | 'outcome'> }) {
  const named = useNamed()
  return (
    <span className="inline-flex items-center gap-1.5">
      <Dot tone={STATE_TONES[item.state]} pulse={!hasEnded(item.state)} />
      {named('states', stateKey(item))}
    </span>
  )
}

/** Who did it; Steward where it did so by itself. */
function Author({ item }: { item: LedgerItem }) {
  const t = useTranslations('ledger')
  const name = item.by?.name ?? t('steward')
  return (
    <span className="flex items-center gap-2">
      <Avatar name={name} size="sm" />
      <span className="max-w-36 truncate" dir="auto">
        {name}
      </span>
    </span>
  )
}

/** The batch or the case an action came of. Above the row's own link, so that it can be pressed. */
function PartOf({ item: { caseNumber, batchNumber } }: { item: LedgerItem }) {
  const t = useTranslations('ledger_page')
  if (batchNumber !== null) {
    return (
      <Link href={batchHref(batchNumber)} prefetch={false} className="quiet-link relative">
        {t('batch', { number: String(batchNumber) })}
      </Link>
    )
  }
  if (caseNumber === null) return null
  return (
    <Link href={`/review/${caseNumber}` as Route} prefetch={false} className="quiet-link relative">
      {t('case', { number: String(caseNumber) })}
    </Link>
  )
}
