import type { Metadata } from 'next'
import { getTranslator } from '@/app/_i18n/server'
import { readFilter, type SearchParams } from '@/app/_search/read-filter'
import { getMe, getQueryClient, Hydrate, trpc, wished } from '@/app/_trpc/server'
import { driftList } from '@/server/actions/drift/schema'
import { may } from '@/server/auth/permissions'
import { NoPermission } from '../../_components/no-permission'
import { DriftList } from './_components/drift-list'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator()
  return { title: t('drift.title') }
}

/** Where OpenIM no longer shows what is desired. */
export default async function DriftPage(props: { searchParams: Promise<SearchParams> }) {
  const me = await getMe()
  if (!may(me.role, 'ledger.read')) return <NoPermission role={me.role} />
  const { which } = readFilter(driftList, await props.searchParams)
  const options = trpc.drift.list.infiniteQueryOptions(
    { open: which === 'open' },
    { getNextPageParam: (last) => last.nextCursor },
  )
  await wished(getQueryClient().fetchInfiniteQuery(options))
  return (
    <Hydrate>
      <DriftList which={which} />
    </Hydrate>
  )
}
