import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslator } from '@/app/_i18n/server'
import { readFilter, type SearchParams } from '@/app/_search/read-filter'
import { getMe, getQueryClient, Hydrate, needed, trpc, wished } from '@/app/_trpc/server'
import { may } from '@/server/auth/permissions'
import { NoPermission } from '../../../_components/no-permission'
import { itemFilter } from '../_components/item-filter'
import { BatchScreen } from './_components/batch-screen'

type Props = { params: Promise<{ number: string }>; searchParams: Promise<SearchParams> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslator()
  return { title: t('batch.number', { number: (await params).number }) }
}

/** One batch: its plan, its run, its results. */
export default async function BatchPage({ params, searchParams }: Props) {
  const me = await getMe()
  if (!may(me.role, 'ledger.read')) return <NoPermission role={me.role} />
  const number = Number((await params).number)
  if (!Number.isSafeInteger(number) || number < 1 || number > 2_147_483_647) notFound()
  const { state } = readFilter(itemFilter, await searchParams)
  const queryClient = getQueryClient()
  const batch = await needed(queryClient.fetchQuery(trpc.batches.get.queryOptions({ number })))
  const items = trpc.batches.items.infiniteQueryOptions(
    { batchId: batch.id, state },
    { getNextPageParam: (last) => last.nextCursor },
  )
  await wished(queryClient.fetchInfiniteQuery(items))
  return (
    <Hydrate>
      <BatchScreen number={number} state={state ?? null} />
    </Hydrate>
  )
}
