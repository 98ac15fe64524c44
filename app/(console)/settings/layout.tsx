import type { ReactNode } from 'react'
import { PageMessages } from '@/app/_i18n/page-messages'
import { getMessages } from '@/app/_i18n/server'
import { getMe } from '@/app/_trpc/server'
import { may } from '@/server/auth/permissions'
import { SettingsNav } from './_components/settings-nav'

/** The parts of the settings. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const { role } = await getMe()
  if (!may(role, 'health.read') || !may(role, 'setting.read')) return children
  const { settings_nav } = await getMessages()
  return (
    <div className="flex h-full max-lg:flex-col">
      <PageMessages messages={{ settings_nav }}>
        <SettingsNav />
      </PageMessages>
      <div className="min-h-0 min-w-0 flex-1">{children}</div>
    </div>
  )
}
