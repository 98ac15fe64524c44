import type { Metadata } from 'next'
import { getTranslator } from '@/app/_i18n/server'
import { readFilter, type SearchParams } from '@/app/_search/read-filter'
import { getMe, getQueryClient, Hydrate, trpc, wished } from '@/app/_trpc/server'
import { may } from '@/server/auth/permissions'
import { approvalList } from '@/server/features/approvals/schema'
import { NoPermission } from '../../_components/no-permission'
import { ApprovalList } from './_components/approval-list'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator()
  return { title: t('approval.title') }
}

/** What waits for a second person, or what they answered. */
export default async function ApprovalsPage(props: { searchParams: Promise<SearchParams> }) {
  const me = await getMe()
  if (!may(me.role, 'ledger.read')) return <NoPermission role={me.role} />
  const { which } = readFilter(approvalList, await props.searchParams)
  const options = trpc.approvals.list.infiniteQueryOptions(
    { which },
    { getNextPageParam: (last) => last.nextCursor },
  )
  await wished(getQueryClient().fetchInfiniteQuery(options))
  return (
    <Hydrate>
      <ApprovalList which={which} />
    </Hydrate>
  )
}
