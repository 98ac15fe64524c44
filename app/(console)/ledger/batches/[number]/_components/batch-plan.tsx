'use client'

import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { Time } from '@/components/time/time'
import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import { approvalHref } from '../../../_components/approval-href'
import type { BatchDetail } from './use-batch'

/** What a batch will do or did: to how many, what is left out and why, and what happens to each. */
export function BatchPlan({ batch }: { batch: BatchDetail }) {
  const t = useTranslations('batch')
  const label = useTranslations('actions')
  const { counts } = batch
  const leftOut = counts.left_out ?? 0
  const items = Object.values(counts).reduce((sum, n) => sum + n, 0) - leftOut
  const kind = batch.action.split('.')[0] ?? ''
  return (
    <>
      <AskedFor batch={batch} />
      {!batch.live && <Notice tone="warn">{t('not_live')}</Notice>}
      <Card title={t('plan')}>
        <div className="grid gap-x-8 gap-y-4 lg:grid-cols-2">
          <div>
            <p className="text-lg font-semibold">
              {items > 0 ? t('will_do', { kind, n: items }) : t('nothing')}
            </p>
            {items > 0 && <p className="text-ink-2">{t('people', { n: batch.people })}</p>}
            {batch.others.map(({ action, count }) => (
              <p key={action} className="text-ink-2">
                {t('others', { n: count, action: label(`${action}.label`) })}
              </p>
            ))}
            <Example batch={batch} />
          </div>
          {leftOut > 0 && <LeftOut batch={batch} />}
        </div>
      </Card>
    </>
  )
}

function Example({ batch: { example } }: { batch: BatchDetail }) {
  const t = useTranslations('batch')
  const named = useNamed()
  if (!example) return null
  return (
    <div className="mt-2.5 text-sm">
      <p className="text-ink-3">
        {t('example')} <bdi className="font-strong text-ink">{example.name}</bdi>
      </p>
      <ul className="mt-1 grid list-disc gap-1 pl-4 marker:text-ink-3">
        {example.consequences.map((fact) => (
          <li key={fact.key}>{named('plan', fact.key, fact.values)}</li>
        ))}
      </ul>
    </div>
  )
}

function LeftOut({ batch }: { batch: BatchDetail }) {
  const t = useTranslations('batch')
  const named = useNamed()
  return (
    <div>
      <p className="font-semibold">{t('left_out', { n: batch.counts.left_out ?? 0 })}</p>
      <ul className="mt-1 grid gap-1 text-sm text-ink-2">
        {batch.leftOut.map(({ key, count }) => (
          <li key={key} className="flex gap-3">
            <span className="min-w-5 shrink-0 font-mono text-xs leading-5 text-ink">{count}</span>
            {named('plan', key)}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The second person that it needs, waits for, or had. */
function AskedFor({ batch: { approval } }: { batch: BatchDetail }) {
  const t = useTranslations('approval')
  if (!approval) return null
  return (
    <Notice tone={approval.state === 'waiting' || approval.id === null ? 'warn' : 'neutral'}>
      {approval.state === null || approval.state === 'waiting'
        ? t('notice_title')
        : t(`states.${approval.state}`)}{' '}
      {t(`rules.${approval.rule}`)}.{' '}
      {approval.state === 'waiting' && (
        <>
          {t('notice_until')} <Time at={approval.expiresAt} as="moment" />.{' '}
        </>
      )}
      {approval.id !== null && (
        <Link href={approvalHref(approval.id)} className="quiet-link">
          {t('link')}
        </Link>
      )}
    </Notice>
  )
}
