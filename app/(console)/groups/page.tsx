import type { Metadata } from 'next'
import { getTranslator } from '@/app/_i18n/server'
import { readFilter, type SearchParams } from '@/app/_search/read-filter'
import { getMe, getQueryClient, Hydrate, trpc, wished } from '@/app/_trpc/server'
import { may } from '@/server/auth/permissions'
import { groupFilter } from '@/server/features/groups/schema'
import { NoPermission } from '../_components/no-permission'
import { GroupList } from './_components/group-list'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator()
  return { title: t('groups.title') }
}

/** All groups, searched and filtered by the address. */
export default async function GroupsPage(props: { searchParams: Promise<SearchParams> }) {
  const me = await getMe()
  if (!may(me.role, 'group.read')) return <NoPermission role={me.role} />
  const filter = readFilter(groupFilter, await props.searchParams)
  const options = trpc.groups.list.infiniteQueryOptions(filter, {
    getNextPageParam: (last) => last.nextCursor,
  })
  const client = getQueryClient()
  await Promise.all([
    wished(client.fetchInfiniteQuery(options)),
    wished(client.fetchQuery(trpc.groups.index.queryOptions())),
  ])
  return (
    <Hydrate>
      <GroupList filter={filter} />
    </Hydrate>
  )
}
