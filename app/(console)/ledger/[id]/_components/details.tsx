'use client'

import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { batchHref } from '@/app/(console)/_components/batch-href'
import { groupHref } from '@/app/(console)/groups/_components/group-href'
import { personHref } from '@/app/(console)/people/_components/person-href'
import { Time } from '@/components/time/time'
import { Card } from '@/components/ui/card'
import type { ActionName } from '@/server/actions/schema'
import type { LedgerDetail } from '@/server/features/ledger/schema'
import { approvalHref } from '../../_components/approval-href'
import { actionHref } from '../../_components/ledger-columns'

/** What an action belongs to: who and what it touches, why, and what came before and after it. */
export function Details({ item }: { item: LedgerDetail }) {
  const t = useTranslations('ledger_page')
  const { groupId, userId } = item.touches
  return (
    <Card title={t('details')} className="self-start">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5">
        <Line label={t('who')}>
          <Author item={item} />
        </Line>
        <Line label={t('written_down')}>
          <Time at={item.createdAt} as="moment" />
        </Line>
        {groupId !== null && (
          <Line label={t('group')}>
            <Id href={groupHref(groupId)} id={groupId} />
          </Line>
        )}
        {userId !== null && (
          <Line label={t('person')}>
            <Id href={personHref(userId)} id={userId} />
          </Line>
        )}
        <Line label={t('people')}>
          <span className="font-mono">{item.people}</span>
        </Line>
        {item.caseNumber !== null && (
          <Line label={t('case_label')}>
            <Other href={`/review/${item.caseNumber}` as Route}>
              {t('case', { number: String(item.caseNumber) })}
            </Other>
          </Line>
        )}
        {item.batchNumber !== null && (
          <Line label={t('batch_label')}>
            <Other href={batchHref(item.batchNumber)}>
              {t('batch', { number: String(item.batchNumber) })}
            </Other>
          </Line>
        )}
        <Around item={item} />
        {item.attempts > 0 && (
          <Line label={t('attempts')}>
            <span className="font-mono">{item.attempts}</span>
          </Line>
        )}
        <Line label={t('id')}>
          <code className="text-xs break-all" title={t('id_hint')}>
            {item.id}
          </code>
        </Line>
      </dl>
    </Card>
  )
}

function Author({ item }: { item: LedgerDetail }) {
  const t = useTranslations('ledger')
  const named = useNamed()
  if (item.by) return item.by.name
  return (
    <>
      {t('steward')} {item.cause && <span className="text-ink-3">{named('cause', item.cause)}</span>}
    </>
  )
}

/** The second person's answer, what this took back and what took it back. */
function Around({ item }: { item: LedgerDetail }) {
  const t = useTranslations()
  const named = useNamed()
  const label = (action: ActionName) => named('actions', `${action}.label`)
  return (
    <>
      {item.approval && (
        <Line label={t('ledger_page.approval')}>
          <Other href={approvalHref(item.approval.id)}>{t(`approval.states.${item.approval.state}`)}</Other>
        </Line>
      )}
      {item.firstFor && (
        <Line label={t('ledger_page.first_for')}>
          <Other href={actionHref(item.firstFor.id)}>{label(item.firstFor.action)}</Other>
        </Line>
      )}
      {item.takesBack && (
        <Line label={t('ledger_page.takes_back')}>
          <Other href={actionHref(item.takesBack.id)}>{label(item.takesBack.action)}</Other>
        </Line>
      )}
      {item.takenBackBy && (
        <Line label={t('ledger_page.taken_back_by')}>
          <Other href={actionHref(item.takenBackBy.id)}>{label(item.takenBackBy.action)}</Other>{' '}
          <span className="text-ink-3">{named('states', item.takenBackBy.state)}</span>
        </Line>
      )}
    </>
  )
}

function Other({ href, children }: { href: Route; children: ReactNode }) {
  return (
    <Link href={href} className="quiet-link">
      {children}
    </Link>
  )
}

function Id({ href, id }: { href: Route; id: string }) {
  return (
    <Link href={href} className="quiet-link">
      <code className="text-xs break-all">{id}</code>
    </Link>
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
