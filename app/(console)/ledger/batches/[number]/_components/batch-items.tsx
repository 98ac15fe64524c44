'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import type { Route } from 'next'
import Link from 'next/link'
import { usePathname, useRouter } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { withParams } from '@/app/_search/with-params'
import { useTRPC } from '@/app/_trpc/client'
import { outcomeKey } from '@/app/(console)/_components/actions/ledger-look'
import { useListParts } from '@/app/(console)/_components/use-list-parts'
import type { Column } from '@/components/table/data-table'
import { VirtualTable } from '@/components/table/virtual-table'
import { ChipSelect } from '@/components/ui/chip-select'
import { Dot } from '@/components/ui/dot'
import { Empty } from '@/components/ui/empty'
import { BATCH_ITEM_STATES, type BatchItem, type BatchItemState } from '@/server/actions/batch/schema'
import type { ActionName } from '@/server/actions/schema'
import { actionHref } from '../../../_components/ledger-columns'
import { ITEM_TONES } from './item-tones'
import { type BatchDetail, isAtWork } from './use-batch'

/** While it runs, the results in sight are read again this often, ms. */
const EVERY_MS = 2_000
/** Beyond so many pages they are read again only when somebody asks. */
const LIVE_PAGES = 3

/** The items of a batch with a result each, filtered by it. */
export function BatchItems({ batch, state }: { batch: BatchDetail; state: BatchItemState | null }) {
  const t = useTranslations()
  const trpc = useTRPC()
  const router = useRouter()
  const path = usePathname()
  const columns = useColumns(batch.action)
  const query = useInfiniteQuery(
    trpc.batches.items.infiniteQueryOptions(
      { batchId: batch.id, state: state ?? undefined },
      {
        getNextPageParam: (last) => last.nextCursor,
        placeholderData: (previous) => previous,
        refetchInterval: ({ state: read }) =>
          isAtWork(batch.state) && (read.data?.pages.length ?? 0) <= LIVE_PAGES && EVERY_MS,
      },
    ),
  )
  const { rows, error, more } = useListParts(query)
  const counted = BATCH_ITEM_STATES.filter((one) => batch.counts[one] || one === state)
  return (
    <section className="mt-6">
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <h2 className="font-semibold">{t('batch.results')}</h2>
        <ChipSelect
          label={t('batch.filter_state')}
          value={state ?? ''}
          neutral=""
          options={[
            { value: '', label: t('batch.every_state') },
            ...counted.map((value) => ({
              value,
              label: `${t(`batch.item_states.${value}`)} · ${batch.counts[value] ?? 0}`,
            })),
          ]}
          onChange={(next) =>
            router.replace(`${path}${withParams('', { state: next })}` as Route, { scroll: false })
          }
        />
      </div>
      <VirtualTable
        label={t('batch.results')}
        columns={columns}
        rows={rows}
        rowKey={(item) => String(item.n)}
        error={error}
        empty={<Empty title={t('batch.items_empty')} />}
      />
      {more}
    </section>
  )
}

function useColumns(action: ActionName): Column<BatchItem>[] {
  const t = useTranslations('batch')
  const label = useTranslations('actions')
  const named = useNamed()
  return [
    {
      id: 'item',
      header: t('item'),
      cell: (item) => (
        <span className="flex max-w-80 min-w-0 items-baseline gap-2 max-md:max-w-44">
          <bdi className="truncate font-strong">{item.subject.name || item.subject.id}</bdi>
          {item.subject.name && item.subject.name !== item.subject.id && (
            <code className="truncate text-xs text-ink-3 max-md:hidden">{item.subject.id}</code>
          )}
        </span>
      ),
    },
    {
      id: 'result',
      header: t('result'),
      cell: (item) => <Result item={item} />,
    },
    {
      id: 'why',
      header: t('why'),
      grows: true,
      hideBelow: 'md',
      cell: ({ why, state, action: own }) => (
        <span className="text-ink-2">
          {own && `${label(`${own}.label`)} `}
          {why &&
            (state === 'left_out'
              ? named('plan', why.key, why.values)
              : named('outcome', outcomeKey(own ?? action, why.key), why.values))}
        </span>
      ),
    },
    {
      id: 'people',
      header: t('item_people'),
      numeric: true,
      hideBelow: 'md',
      cell: (item) => (item.state === 'unplanned' ? '' : item.people),
    },
  ]
}

/** The result, leading to the action that it is of. */
function Result({ item: { state, ledgerId } }: { item: BatchItem }) {
  const t = useTranslations('batch.item_states')
  const told = (
    <span className="inline-flex items-center gap-1.5">
      <Dot tone={ITEM_TONES[state]} pulse={state === 'working'} />
      {t(state)}
    </span>
  )
  if (ledgerId === null) return told
  return (
    <Link href={actionHref(ledgerId)} prefetch={false} className="quiet-link">
      {told}
    </Link>
  )
}
