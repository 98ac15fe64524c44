import type { Metadata } from 'next'
import { PageMessages } from '@/app/_i18n/page-messages'
import { getMessages, getTranslator } from '@/app/_i18n/server'
import { getQueryClient, trpc } from '@/app/_trpc/server'
import { IntakePage } from '../_components/intake-page'
import { InviteSettings } from './_components/invite-settings'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator()
  return { title: t('invites.settings_title') }
}

/** How far each role may go with invite links, and when one pauses by itself. */
export default async function InviteSettingsPage() {
  const { invites } = await getMessages()
  const read = [
    () => getQueryClient().fetchQuery(trpc.invites.limits.queryOptions()),
    () => getQueryClient().fetchQuery(trpc.invites.abuseRule.queryOptions()),
  ]
  return (
    <IntakePage read={read}>
      <PageMessages messages={{ invites }}>
        <InviteSettings />
      </PageMessages>
    </IntakePage>
  )
}
