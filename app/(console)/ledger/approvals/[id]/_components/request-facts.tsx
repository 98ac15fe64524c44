'use client'

import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Time } from '@/components/time/time'
import { Card } from '@/components/ui/card'
import type { ApprovalDetail } from '@/server/features/approvals/schema'
import { actionHref, State } from '../../../_components/ledger-columns'

/** The facts of a request: why it needs a second person, until when, what holds until then and who may answer. */
export function RequestFacts({ approval }: { approval: ApprovalDetail }) {
  const t = useTranslations('approval')
  const isWaiting = approval.state === 'waiting'
  return (
    <Card title={t('request')} className="self-start">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5">
        <Line label={t('why')}>{t(`rules.${approval.rule}`)}</Line>
        <Line label={t('people')}>
          <span className="font-mono">{approval.people}</span>
        </Line>
        <Line label={t('asked')}>
          <Time at={approval.requestedAt} as="moment" />
        </Line>
        {isWaiting && (
          <Line label={t('ends')}>
            <Time at={approval.expiresAt} as="moment" />
          </Line>
        )}
        {approval.caseNumber !== null && (
          <Line label={t('case_label')}>
            <Link href={`/review/${approval.caseNumber}` as Route} className="quiet-link">
              {t('case', { number: String(approval.caseNumber) })}
            </Link>
          </Line>
        )}
        {isWaiting && <Meanwhile approval={approval} />}
        {isWaiting && (
          <Line label={t('who_may')}>
            {approval.approvers.length > 0 ? approval.approvers.join(', ') : t('nobody')}
          </Line>
        )}
        {approval.ledgerId !== null && (
          <Line label={t('what')}>
            <Link href={actionHref(approval.ledgerId)} className="quiet-link">
              {t('open_action')}
            </Link>
          </Line>
        )}
      </dl>
    </Card>
  )
}

function Meanwhile({ approval }: { approval: ApprovalDetail }) {
  const { interim, suspendedMeanwhile, batchNumber } = approval
  const t = useTranslations('approval')
  const suspended = batchNumber === null ? 'meanwhile_suspended' : 'meanwhile_suspended_all'
  return (
    <Line label={t('meanwhile')}>
      {t(suspendedMeanwhile ? suspended : 'meanwhile_nothing')}{' '}
      {interim && (
        <Link href={actionHref(interim.id)} className="quiet-link">
          <State item={interim} />
        </Link>
      )}
    </Line>
  )
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  )
}
