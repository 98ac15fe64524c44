import type { Metadata } from 'next'
import { getTranslator } from '@/app/_i18n/server'
import { readFilter, type SearchParams } from '@/app/_search/read-filter'
import { getMe, getQueryClient, Hydrate, trpc, wished } from '@/app/_trpc/server'
import { may } from '@/server/auth/permissions'
import { checkFilter } from '@/server/features/invites/console/schema'
import { NoPermission } from '../../_components/no-permission'
import { CheckScreen } from './_components/check-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator()
  return { title: t('invites.check_title') }
}

/** What somebody who uses a link is told, and what can be done about it. */
export default async function CheckPage(props: { searchParams: Promise<SearchParams> }) {
  const me = await getMe()
  if (!may(me.role, 'invite.read')) return <NoPermission role={me.role} />
  const { text, user } = readFilter(checkFilter, await props.searchParams)
  const asked = text ? { text, userId: user } : null
  if (asked) await wished(getQueryClient().fetchQuery(trpc.invites.check.queryOptions(asked)))
  return (
    <Hydrate>
      <CheckScreen asked={asked} key={JSON.stringify(asked)} />
    </Hydrate>
  )
}
