import type { ReactNode } from 'react'
import { PageMessages } from '@/app/_i18n/page-messages'
import { getMessages } from '@/app/_i18n/server'
import { getMe } from '@/app/_trpc/server'
import { may } from '@/server/auth/permissions'
import { InviteTabs } from './_components/invite-tabs'

/** The parts of the invites, and what only their pages say. */
export default async function InvitesLayout({ children }: { children: ReactNode }) {
  const { role } = await getMe()
  const { invites, views, forms, group_forms } = await getMessages()
  if (!may(role, 'invite.read')) return children
  return (
    <PageMessages messages={{ invites, views, forms, group_forms }}>
      <InviteTabs />
      {children}
    </PageMessages>
  )
}
