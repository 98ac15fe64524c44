import type { Metadata } from 'next'
import { PageMessages } from '@/app/_i18n/page-messages'
import { getMessages, getTranslator } from '@/app/_i18n/server'
import { getMe, getQueryClient, Hydrate, trpc, wished } from '@/app/_trpc/server'
import { may } from '@/server/auth/permissions'
import { NoPermission } from '../../_components/no-permission'
import { DecisionSettings } from './_components/decision-settings'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator()
  return { title: t('after_settings.title') }
}

/** What holds after decisions: who sends notices, appeals, second looks. */
export default async function DecisionSettingsPage() {
  const me = await getMe()
  if (!may(me.role, 'setting.read')) return <NoPermission role={me.role} />
  const { after_settings } = await getMessages()
  await wished(getQueryClient().fetchQuery(trpc.notices.settings.queryOptions()))
  return (
    <Hydrate>
      <PageMessages messages={{ after_settings }}>
        <DecisionSettings />
      </PageMessages>
    </Hydrate>
  )
}
