import type { Metadata } from 'next'
import { PageMessages } from '@/app/_i18n/page-messages'
import { getMessages, getTranslator } from '@/app/_i18n/server'
import { getMe, getQueryClient, Hydrate, trpc, wished } from '@/app/_trpc/server'
import { may } from '@/server/auth/permissions'
import { NoPermission } from '../../_components/no-permission'
import { ApprovalSettings } from './_components/approval-settings'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator()
  return { title: t('approval.settings_title') }
}

/** When a second person has to agree, and how far each may go alone. */
export default async function ApprovalSettingsPage() {
  const me = await getMe()
  if (!may(me.role, 'setting.read')) return <NoPermission role={me.role} />
  const { approval } = await getMessages()
  const queryClient = getQueryClient()
  await Promise.all([
    wished(queryClient.fetchQuery(trpc.settings.approvalRules.queryOptions())),
    wished(queryClient.fetchQuery(trpc.settings.staffLimits.queryOptions())),
  ])
  return (
    <Hydrate>
      <PageMessages messages={{ approval }}>
        <ApprovalSettings />
      </PageMessages>
    </Hydrate>
  )
}
