'use client'

import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { batchHref } from '@/app/(console)/_components/batch-href'
import { Failed } from '@/components/table/failed'
import { Time } from '@/components/time/time'
import type { BatchItemState } from '@/server/actions/batch/schema'
import { BatchTag } from '../../_components/batch-tag'
import { BatchButtons } from './batch-buttons'
import { BatchItems } from './batch-items'
import { BatchPlan } from './batch-plan'
import { BatchProgress, PlanningProgress } from './batch-progress'
import { type BatchDetail, useBatch } from './use-batch'

/** One batch: what it will do or did, to whom, how far it is, and a result for each. */
export function BatchScreen({ number, state }: { number: number; state: BatchItemState | null }) {
  const t = useTranslations()
  const refusalText = useRefusalText()
  const { data: batch, error, refetch, reread } = useBatch(number)
  if (!batch) {
    return (
      <Failed title={t('app.error_title')} retryLabel={t('app.retry')} onRetry={() => void refetch()}>
        {error && refusalText(error)}
      </Failed>
    )
  }
  const isRun = batch.startedAt !== null
  return (
    <div className="px-7 py-4 max-md:px-4">
      <nav className="truncate text-sm text-ink-3" aria-label={t('app.back')}>
        <Link href="/ledger/batches" className="hover:text-ink">
          {t('batch.title')}
        </Link>{' '}
        / {batch.number}
      </nav>
      <Head batch={batch} reread={reread} />
      <div className="mt-4 grid gap-4">
        {batch.state === 'planning' && <PlanningProgress batch={batch} />}
        {isRun && <BatchProgress batch={batch} />}
        {batch.state !== 'planning' && <BatchPlan batch={batch} />}
      </div>
      <BatchItems batch={batch} state={state} />
    </div>
  )
}

function Head({ batch, reread }: { batch: BatchDetail; reread: () => Promise<unknown> }) {
  const t = useTranslations('batch')
  const named = useNamed()
  return (
    <header className="mt-2 flex flex-wrap items-start gap-x-4 gap-y-3">
      <div className="min-w-0 flex-1 basis-72">
        <h1 className="text-xl font-semibold tracking-tight">
          {t('number', { number: String(batch.number) })}{' '}
          <span className="font-normal text-ink-3">· {named('actions', `${batch.action}.label`)}</span>
        </h1>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-3">
          <BatchTag state={batch.state} />
          <span>
            {batch.by.name}, <Time at={batch.createdAt} as="moment" />
          </span>
          {batch.undoOf !== null && (
            <Link href={batchHref(batch.undoOf)} className="quiet-link">
              {t('undo_of', { number: String(batch.undoOf) })}
            </Link>
          )}
        </p>
        {batch.reason && (
          <p className="mt-2 max-w-prose break-words whitespace-pre-line text-ink-2" dir="auto">
            {batch.reason}
          </p>
        )}
      </div>
      <BatchButtons batch={batch} reread={reread} />
    </header>
  )
}
