'use client'

import type { Route } from 'next'
import { useTranslations } from 'use-intl'
import { TabLinks } from '@/app/(console)/_components/tab-links'

const PARTS = [
  'health',
  'approvals',
  'reasons',
  'queues',
  'policies',
  'presets',
  'texts',
  'decisions',
  'colleagues',
  'alerts',
  'reports',
  'clients',
] as const

/** How Steward is, and what its owners set. */
export function SettingsTabs() {
  const t = useTranslations('settings_nav')
  return (
    <TabLinks
      label={t('label')}
      tabs={PARTS.map((part) => {
        const href = `/settings/${part}` as Route
        return { href, label: t(part), isHere: (path: string) => path.startsWith(href) }
      })}
    />
  )
}
