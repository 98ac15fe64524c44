import type { Metadata } from 'next'
import { getPreferences } from '@/app/_i18n/server'
import { readFilter, type SearchParams } from '@/app/_search/read-filter'
import { getMe, getQueryClient, Hydrate, needed, trpc, wished } from '@/app/_trpc/server'
import { may } from '@/server/auth/permissions'
import { arrivalFilter } from '@/server/features/invites/console/schema'
import { idOfSegment } from '../../_components/id-segment'
import { NoPermission } from '../../_components/no-permission'
import { InviteScreen } from './_components/invite-screen'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> }

const readInvite = async ({ params }: Pick<Props, 'params'>) => {
  const [{ id: key }, { timeZone }] = await Promise.all([params, getPreferences()])
  const input = { key: idOfSegment(key), timeZone }
  return { input, invite: await needed(getQueryClient().fetchQuery(trpc.invites.get.queryOptions(input))) }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { role } = await getMe()
  if (!may(role, 'invite.read')) return {}
  const { invite } = await readInvite(props)
  return { title: `${invite.spelled} · ${invite.group.name ?? invite.group.id}` }
}

/** One link, by its id or its code. */
export default async function InvitePage(props: Props) {
  const me = await getMe()
  if (!may(me.role, 'invite.read')) return <NoPermission role={me.role} />
  const { input, invite } = await readInvite(props)
  const { kind } = readFilter(arrivalFilter, await props.searchParams)
  const arrivals = trpc.invites.arrivals.infiniteQueryOptions(
    { inviteId: invite.id, kind },
    { getNextPageParam: (last) => last.nextCursor },
  )
  await wished(getQueryClient().fetchInfiniteQuery(arrivals))
  return (
    <Hydrate>
      <InviteScreen input={input} />
    </Hydrate>
  )
}
