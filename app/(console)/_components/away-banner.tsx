'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import { useTranslations } from 'use-intl'
import { Notice } from '@/components/ui/notice'
import { useHealth } from './use-health'

/** Says what happens to decisions while OpenIM is away. */
export function AwayBanner() {
  const t = useTranslations('health')
  const health = useHealth()
  if (health?.openim !== 'down') return null
  return (
    <Notice
      tone="warn"
      role="status"
      title={t('banner_title')}
      className="rounded-none border-x-0 border-t-0"
    >
      {t('banner_text')}
    </Notice>
  )
}
