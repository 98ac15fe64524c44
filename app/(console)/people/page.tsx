import type { Metadata } from 'next'
import { PageMessages } from '@/app/_i18n/page-messages'
import { getMessages, getTranslator } from '@/app/_i18n/server'
import { readFilter, type SearchParams } from '@/app/_search/read-filter'
import { getMe, getQueryClient, Hydrate, trpc, wished } from '@/app/_trpc/server'
import { may } from '@/server/auth/permissions'
import { personFilter } from '@/server/features/people/schema'
import { NoPermission } from '../_components/no-permission'
import { PersonList } from './_components/person-list'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator()
  return { title: t('people.title') }
}

/** Everybody, searched and filtered by the address. */
export default async function PeoplePage(props: { searchParams: Promise<SearchParams> }) {
  const me = await getMe()
  if (!may(me.role, 'person.read')) return <NoPermission role={me.role} />
  const filter = readFilter(personFilter, await props.searchParams)
  const { people, views, index } = await getMessages()
  const options = trpc.people.list.infiniteQueryOptions(filter, {
    getNextPageParam: (last) => last.nextCursor,
  })
  const client = getQueryClient()
  await Promise.all([
    wished(client.fetchInfiniteQuery(options)),
    wished(client.fetchQuery(trpc.groups.index.queryOptions())),
  ])
  return (
    <Hydrate>
      <PageMessages messages={{ people, views, index }}>
        <PersonList filter={filter} />
      </PageMessages>
    </Hydrate>
  )
}
