import type { Metadata } from 'next'
import { getTranslator } from '@/app/_i18n/server'
import { getQueryClient, trpc } from '@/app/_trpc/server'
import { IntakePage } from '../_components/intake-page'
import { ReportSettings } from './_components/report-settings'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator()
  return { title: t('intake.reports_title') }
}

/** How many reports are taken, and of whom none are for a time. */
export default function ReportsPage() {
  const read = [
    () => getQueryClient().fetchQuery(trpc.reporters.rules.queryOptions()),
    () => getQueryClient().fetchQuery(trpc.reporters.muted.queryOptions()),
  ]
  return (
    <IntakePage read={read}>
      <ReportSettings />
    </IntakePage>
  )
}
