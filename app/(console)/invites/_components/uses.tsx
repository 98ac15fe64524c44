'use client'

import { useLocale, useTranslations } from 'use-intl'
import type { InviteItem } from '@/server/features/invites/console/schema'

/** How often a link was used, of how many times. */
export function Uses({ invite }: { invite: Pick<InviteItem, 'used' | 'maxUses'> }) {
  const t = useTranslations('invites')
  const locale = useLocale()
  const { used, maxUses } = invite
  const most = maxUses?.toLocaleString(locale)
  return (
    <span className="whitespace-nowrap">
      <span aria-hidden="true">
        {used.toLocaleString(locale)}
        <span className="text-ink-3"> / {most ?? '∞'}</span>
      </span>
      <span className="sr-only">
        {maxUses === null ? t('uses_open', { used }) : t('uses_of', { used, maxUses })}
      </span>
    </span>
  )
}
