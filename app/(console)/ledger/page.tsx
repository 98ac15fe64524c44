import type { Metadata } from 'next'
import { getTranslator } from '@/app/_i18n/server'
import { readFilter, type SearchParams } from '@/app/_search/read-filter'
import { getMe, getQueryClient, Hydrate, trpc, wished } from '@/app/_trpc/server'
import { may } from '@/server/auth/permissions'
import { ledgerFilter } from '@/server/features/ledger/schema'
import { NoPermission } from '../_components/no-permission'
import { LedgerList } from './_components/ledger-list'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator()
  return { title: t('ledger_page.title') }
}

/** Every action, filtered by the address. */
export default async function LedgerPage(props: { searchParams: Promise<SearchParams> }) {
  const me = await getMe()
  if (!may(me.role, 'ledger.read')) return <NoPermission role={me.role} />
  const filter = readFilter(ledgerFilter, await props.searchParams)
  const queryClient = getQueryClient()
  const options = trpc.ledger.list.infiniteQueryOptions(filter, {
    getNextPageParam: (last) => last.nextCursor,
  })
  await Promise.all([
    wished(queryClient.fetchInfiniteQuery(options)),
    wished(queryClient.fetchQuery(trpc.ledger.authors.queryOptions())),
  ])
  return (
    <Hydrate>
      <LedgerList filter={filter} />
    </Hydrate>
  )
}
