import type { ReactNode } from 'react'
import { PageMessages } from '@/app/_i18n/page-messages'
import { getMessages } from '@/app/_i18n/server'

/** What only the pages of groups say. */
export default async function GroupsLayout({ children }: { children: ReactNode }) {
  const { groups, group, index, views, forms, group_forms, drift, notes } = await getMessages()
  return (
    <PageMessages messages={{ groups, group, index, views, forms, group_forms, drift, notes }}>
      {children}
    </PageMessages>
  )
}
