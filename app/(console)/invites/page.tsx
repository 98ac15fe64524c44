import type { Metadata } from 'next'
import { getTranslator } from '@/app/_i18n/server'
import { readFilter, type SearchParams } from '@/app/_search/read-filter'
import { getMe, getQueryClient, Hydrate, trpc, wished } from '@/app/_trpc/server'
import { may } from '@/server/auth/permissions'
import { inviteFilter } from '@/server/features/invites/console/schema'
import { NoPermission } from '../_components/no-permission'
import { InviteList } from './_components/invite-list'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator()
  return { title: t('invites.title') }
}

/** All invite links, searched and filtered by the address. */
export default async function InvitesPage(props: { searchParams: Promise<SearchParams> }) {
  const me = await getMe()
  if (!may(me.role, 'invite.read')) return <NoPermission role={me.role} />
  const filter = readFilter(inviteFilter, await props.searchParams)
  const options = trpc.invites.list.infiniteQueryOptions(filter, {
    getNextPageParam: (last) => last.nextCursor,
  })
  await wished(getQueryClient().fetchInfiniteQuery(options))
  return (
    <Hydrate>
      <InviteList filter={filter} />
    </Hydrate>
  )
}
