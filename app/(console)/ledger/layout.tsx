import type { ReactNode } from 'react'
import { PageMessages } from '@/app/_i18n/page-messages'
import { getMessages } from '@/app/_i18n/server'
import { getMe } from '@/app/_trpc/server'
import { may } from '@/server/auth/permissions'
import { LedgerTabs } from './_components/ledger-tabs'

/** The parts of the ledger, and what only its pages say. */
export default async function LedgerLayout({ children }: { children: ReactNode }) {
  const { role } = await getMe()
  const { ledger_page, batch, approval, drift } = await getMessages()
  if (!may(role, 'ledger.read')) return children
  return (
    <PageMessages messages={{ ledger_page, batch, approval, drift }}>
      <LedgerTabs />
      {children}
    </PageMessages>
  )
}
