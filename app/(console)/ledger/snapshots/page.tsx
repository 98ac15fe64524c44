import type { Metadata } from 'next'
import { getTranslator } from '@/app/_i18n/server'
import { getMe, getQueryClient, Hydrate, trpc, wished } from '@/app/_trpc/server'
import { may } from '@/server/auth/permissions'
import { NoPermission } from '../../_components/no-permission'
import { SnapshotList } from './_components/snapshot-list'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator()
  return { title: t('ledger_page.tab_snapshots') }
}

/** Member lists kept for a restore. */
export default async function SnapshotsPage() {
  const me = await getMe()
  if (!may(me.role, 'ledger.read')) return <NoPermission role={me.role} />
  const options = trpc.snapshots.list.infiniteQueryOptions(
    {},
    { getNextPageParam: (last: { nextCursor: string | null }) => last.nextCursor },
  )
  await wished(getQueryClient().fetchInfiniteQuery(options))
  return (
    <Hydrate>
      <SnapshotList />
    </Hydrate>
  )
}
