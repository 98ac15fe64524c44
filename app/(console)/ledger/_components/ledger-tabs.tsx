'use client'

import { useQuery } from '@tanstack/react-query'
import type { Route } from 'next'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { TabLinks } from '@/app/(console)/_components/tab-links'

const PARTS = ['approvals', 'batches', 'drift', 'snapshots'] as const
const hrefOf = (part: (typeof PARTS)[number]) => `/ledger/${part}` as Route

const COUNTS: Partial<Record<(typeof PARTS)[number], ReactNode>> = {
  approvals: <Answerable />,
  drift: <Drifting />,
}

/** Actions, approvals, batches, drift and kept member lists. */
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
          count: COUNTS[part],
          isHere: (path: string) => path.startsWith(hrefOf(part)),
        })),
      ]}
    />
  )
}

/** How many disagreements wait for somebody. */
function Drifting() {
  const trpc = useTRPC()
  const t = useTranslations('ledger_page')
  const { data } = useQuery(trpc.drift.counts.queryOptions())
  if (!data?.open) return null
  return (
    <span className="rounded-full bg-danger-soft px-1.5 font-mono text-xs text-danger">
      <span aria-hidden="true">{data.open}</span>
      <span className="sr-only">{t('drift_waiting', { n: data.open })}</span>
    </span>
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
