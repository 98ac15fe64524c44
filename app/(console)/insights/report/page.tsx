import type { Metadata } from 'next'
import { getPreferences, getTranslator } from '@/app/_i18n/server'
import { readFilter, type SearchParams } from '@/app/_search/read-filter'
import { getMe, getQueryClient, Hydrate, trpc, wished } from '@/app/_trpc/server'
import { may } from '@/server/auth/permissions'
import { insightsFilter, periodOf } from '@/server/features/insights/schema'
import { prefetchDesk } from '../../_components/prefetch-desk'
import { ReportScreen } from '../_components/report-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator()
  return { title: t('insights.report_title') }
}

/** The transparency report of a period, which stands in the address. */
export default async function ReportPage(props: { searchParams: Promise<SearchParams> }) {
  if (!may((await getMe()).role, 'insight.read')) return null
  const filter = readFilter(insightsFilter, await props.searchParams)
  const { timeZone } = await getPreferences()
  const period = periodOf(filter, timeZone, Date.now())
  await Promise.all([
    prefetchDesk(),
    wished(getQueryClient().fetchQuery(trpc.transparency.get.queryOptions(period))),
  ])
  return (
    <Hydrate>
      <ReportScreen period={period} />
    </Hydrate>
  )
}
