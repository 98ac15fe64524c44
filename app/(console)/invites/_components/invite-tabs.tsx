'use client'

import { useTranslations } from 'use-intl'
import { TabLinks } from '@/app/(console)/_components/tab-links'

/** The links, and finding out why one does not let somebody in. */
export function InviteTabs() {
  const t = useTranslations('invites')
  return (
    <TabLinks
      label={t('tabs')}
      tabs={[
        {
          href: '/invites',
          label: t('tab_links'),
          isHere: (path) => !path.startsWith('/invites/check'),
        },
        {
          href: '/invites/check',
          label: t('tab_check'),
          isHere: (path) => path.startsWith('/invites/check'),
        },
      ]}
    />
  )
}
