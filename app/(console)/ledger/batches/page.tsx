import type { Metadata } from 'next'
import { getTranslator } from '@/app/_i18n/server'
import { getMe, getQueryClient, Hydrate, trpc, wished } from '@/app/_trpc/server'
import { may } from '@/server/auth/permissions'
import { NoPermission } from '../../_components/no-permission'
import { BatchList } from './_components/batch-list'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator()
  return { title: t('batch.title') }
}

/** All batches, newest first. */
export default async function BatchesPage() {
  const me = await getMe()
  if (!may(me.role, 'ledger.read')) return <NoPermission role={me.role} />
  const options = trpc.batches.list.infiniteQueryOptions(
    {},
    { getNextPageParam: (last: { nextCursor: number | null }) => last.nextCursor },
  )
  await wished(getQueryClient().fetchInfiniteQuery(options))
  return (
    <Hydrate>
      <BatchList />
    </Hydrate>
  )
}
