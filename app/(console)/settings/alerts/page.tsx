import type { Metadata } from 'next'
import { PageMessages } from '@/app/_i18n/page-messages'
import { getMessages, getTranslator } from '@/app/_i18n/server'
import { getMe, getQueryClient, Hydrate, trpc, wished } from '@/app/_trpc/server'
import { NoPermission } from '@/app/(console)/_components/no-permission'
import { prefetchDesk } from '@/app/(console)/_components/prefetch-desk'
import { may } from '@/server/auth/permissions'
import { Alerts } from './_components/alerts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator()
  return { title: t('alerts_settings.title') }
}

/** Where Steward tells of what cannot wait. */
export default async function AlertsPage() {
  const me = await getMe()
  if (!may(me.role, 'setting.read')) return <NoPermission role={me.role} />
  const { alerts_settings, desk_settings } = await getMessages()
  await Promise.all([
    prefetchDesk(),
    wished(getQueryClient().fetchQuery(trpc.alerts.channels.queryOptions())),
  ])
  return (
    <Hydrate>
      <PageMessages messages={{ alerts_settings, desk_settings }}>
        <Alerts />
      </PageMessages>
    </Hydrate>
  )
}
