import type { Metadata } from 'next'
import { PageMessages } from '@/app/_i18n/page-messages'
import { getMessages, getTranslator } from '@/app/_i18n/server'
import { getMe, getQueryClient, Hydrate, trpc, wished } from '@/app/_trpc/server'
import { may } from '@/server/auth/permissions'
import { NoPermission } from '../../_components/no-permission'
import { HealthScreen } from './_components/health-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator()
  return { title: t('health_page.title') }
}

/** How Steward and what it needs are, and what deserves attention. */
export default async function HealthPage() {
  const me = await getMe()
  if (!may(me.role, 'health.read')) return <NoPermission role={me.role} />
  const { health_page } = await getMessages()
  await wished(getQueryClient().fetchQuery(trpc.health.get.queryOptions()))
  return (
    <Hydrate>
      <PageMessages messages={{ health_page }}>
        <HealthScreen />
      </PageMessages>
    </Hydrate>
  )
}
