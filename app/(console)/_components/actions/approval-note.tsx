'use client'

import { useQuery } from '@tanstack/react-query'
import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { PartMessages } from '@/app/_i18n/part-messages'
import { useTRPC } from '@/app/_trpc/client'
import { Time } from '@/components/time/time'
import { Skeleton } from '@/components/ui/skeleton'
import type { LedgerItem } from '@/server/actions/schema'

type Approval = NonNullable<LedgerItem['approval']>

/** Who has to agree with an action and until when, or what they answered. */
export default function ApprovalNote({ approval }: { approval: Approval }) {
  return (
    <div className="px-3.5 pt-1 text-sm text-ink-2">
      <PartMessages parts={['approval']} outline={<Skeleton className="my-1 h-3 w-48" />}>
        <Told approval={approval} />
      </PartMessages>
    </div>
  )
}

function Told({ approval }: { approval: Approval }) {
  const t = useTranslations('approval')
  const { state, decidedBy: name } = approval
  return (
    <>
      {state === 'waiting' && <Waiting approval={approval} />}
      {state === 'approved' && name !== null && t('card_approved', { name })}
      {state === 'refused' && name !== null && t('card_refused', { name })}
      {state === 'emergency' && t('card_emergency')}{' '}
      <Link href={`/ledger/approvals/${approval.id}` as Route} prefetch={false} className="quiet-link">
        {t('link')}
      </Link>
    </>
  )
}

function Waiting({ approval }: { approval: Approval }) {
  const t = useTranslations('approval')
  const trpc = useTRPC()
  const { data } = useQuery(trpc.approvals.get.queryOptions({ approvalId: approval.id }))
  return (
    <>
      {t('card_waits')} <Time at={approval.expiresAt} as="moment" className="text-xs" />
      {'. '}
      {data && (data.approvers.length > 0 ? `${t('who_may')}: ${data.approvers.join(', ')}.` : t('nobody'))}
    </>
  )
}
