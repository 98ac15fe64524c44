'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { PlanView } from '@/app/(console)/_components/actions/plan-view'
import { usePlan } from '@/app/(console)/_components/actions/use-plan'
import { batchHref } from '@/app/(console)/_components/batch-href'
import { useMe } from '@/app/(console)/_components/me'
import { Failed } from '@/components/table/failed'
import { Avatar } from '@/components/ui/avatar'
import { buttonClass } from '@/components/ui/button-class'
import { Card } from '@/components/ui/card'
import type { ApprovalDetail } from '@/server/features/approvals/schema'
import { ApprovalTag, Requested } from '../../_components/approval-columns'
import { Answer } from './answer'
import { RequestFacts } from './request-facts'

/** One request: who asks for what and why, what would happen now, what holds meanwhile, and the answer. */
export function ApprovalScreen({ approvalId }: { approvalId: string }) {
  const t = useTranslations()
  const named = useNamed()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refusalText = useRefusalText()
  const { data: approval, error, refetch } = useQuery(trpc.approvals.get.queryOptions({ approvalId }))
  if (!approval) {
    return (
      <Failed title={t('app.error_title')} retryLabel={t('app.retry')} onRetry={() => void refetch()}>
        {error && refusalText(error)}
      </Failed>
    )
  }
  const reread = () => queryClient.invalidateQueries(trpc.approvals.pathFilter())
  return (
    <div className="px-7 py-4 max-md:px-4">
      <nav className="truncate text-sm text-ink-3" aria-label={t('app.back')}>
        <Link href="/ledger/approvals" className="hover:text-ink">
          {t('approval.title')}
        </Link>{' '}
        / {named('actions', `${approval.action}.label`)}
      </nav>
      <h1 className="mt-2 flex flex-wrap items-center gap-x-2 gap-y-1 text-xl font-semibold tracking-tight">
        {named('actions', `${approval.action}.label`)} <span className="font-normal text-ink-3">·</span>
        <span className="min-w-0 font-normal break-words">
          <Requested approval={approval} />
        </span>
        <ApprovalTag state={approval.state} />
      </h1>
      <div className="mt-5 grid gap-6 lg:grid-cols-[minmax(0,1fr)_340px]">
        <div className="grid min-w-0 content-start gap-4">
          <Reason approval={approval} />
          {approval.state === 'waiting' && <WhatHappens approval={approval} />}
          <Answer approval={approval} reread={reread} />
        </div>
        <RequestFacts approval={approval} />
      </div>
    </div>
  )
}

function Reason({ approval: { by, reason } }: { approval: ApprovalDetail }) {
  const t = useTranslations('approval')
  return (
    <Card title={t('reason')}>
      <p className="break-words whitespace-pre-line" dir="auto">
        {reason}
      </p>
      <p className="mt-2 flex items-center gap-2 text-sm text-ink-3">
        <Avatar name={by.name} size="sm" /> <bdi>{by.name}</bdi>
      </p>
    </Card>
  )
}

/** What would happen if it were agreed with now. A batch has a page of its own for that. */
function WhatHappens({ approval }: { approval: ApprovalDetail }) {
  const t = useTranslations('approval')
  const me = useMe()
  const { subject, action, input, batchNumber } = approval
  const asks = subject !== null && me.may('action.submit')
  const plan = usePlan(asks ? { action, subjectId: subject.id, input } : null)
  if (batchNumber !== null) {
    return (
      <p>
        <Link href={batchHref(batchNumber)} className={buttonClass()}>
          {t('open_batch')}
        </Link>
      </p>
    )
  }
  if (!asks) return null
  return (
    <section className="grid gap-1.5">
      <h2 className="text-sm text-ink-3">{t('plan_anew')}</h2>
      <PlanView plan={plan} grave={action === 'group.dismiss'} />
    </section>
  )
}
