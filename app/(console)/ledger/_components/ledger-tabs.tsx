'use client'

import { useQuery } from '@tanstack/react-query'
import type { Route } from 'next'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { TabLinks } from '@/app/(console)/_components/tab-links'

const PARTS = ['approvals', 'batches', 'snapshots'] as const
const hrefOf = (part: (typeof PARTS)[number]) => `/ledger/${part}` as Route

/** Actions, approvals, batches and kept member lists. */
export function LedgerTabs() {
  const t = useTranslations('ledger_page')
  return (
    <TabLinks
      label={t('tabs')}
      tabs={[
        {
          href: '/ledger',
          label: t('tab_actions'),
          isHere: (path) => PARTS.every((part) => !path.startsWith(hrefOf(part))),
        },
        ...PARTS.map((part) => ({
          href: hrefOf(part),
          label: t(`tab_${part}`),
          count: part === 'approvals' ? <Answerable /> : undefined,
          isHere: (path: string) => path.startsWith(hrefOf(part)),
        })),
      ]}
    />
  )
}

/** How many requests wait for this person's answer. */
function Answerable() {
  const trpc = useTRPC()
  const t = useTranslations('nav')
  const { data } = useQuery(trpc.approvals.counts.queryOptions())
  if (!data?.answerable) return null
  return (
    <span className="rounded-full bg-accent-soft px-1.5 font-mono text-xs text-accent">
      <span aria-hidden="true">{data.answerable}</span>
      <span className="sr-only">{t('ledger_waiting', { n: data.answerable })}</span>
    </span>
  )
}
