import type { Metadata } from 'next'
import { getPreferences, getTranslator } from '@/app/_i18n/server'
import { readFilter, type SearchParams } from '@/app/_search/read-filter'
import { getMe, getQueryClient, Hydrate, trpc, wished } from '@/app/_trpc/server'
import { may } from '@/server/auth/permissions'
import { insightsFilter, periodOf } from '@/server/features/insights/schema'
import { prefetchDesk } from '../_components/prefetch-desk'
import { InsightsScreen } from './_components/insights-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator()
  return { title: t('insights.title') }
}

/** How work on cases goes: period and queue stand in the address. */
export default async function InsightsPage(props: { searchParams: Promise<SearchParams> }) {
  if (!may((await getMe()).role, 'insight.read')) return null
  const filter = readFilter(insightsFilter, await props.searchParams)
  const { timeZone } = await getPreferences()
  const input = { ...periodOf(filter, timeZone, Date.now()), queue: filter.queue }
  await Promise.all([
    prefetchDesk(),
    wished(getQueryClient().fetchQuery(trpc.insights.get.queryOptions(input))),
  ])
  return (
    <Hydrate>
      <InsightsScreen input={input} />
    </Hydrate>
  )
}
