import type { ReactNode } from 'react'
import { PageMessages } from '@/app/_i18n/page-messages'
import { getMessages } from '@/app/_i18n/server'
import { getMe } from '@/app/_trpc/server'
import { may } from '@/server/auth/permissions'
import { NoPermission } from '../_components/no-permission'
import { InsightsTabs } from './_components/insights-tabs'

/** How work goes, and the transparency report. */
export default async function InsightsLayout({ children }: { children: ReactNode }) {
  const { role } = await getMe()
  const { insights } = await getMessages()
  if (!may(role, 'insight.read')) return <NoPermission role={role} />
  return (
    <PageMessages messages={{ insights }}>
      <InsightsTabs />
      {children}
    </PageMessages>
  )
}
