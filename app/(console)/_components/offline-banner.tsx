'use client'

import { useTranslations } from 'use-intl'
import { Notice } from '@/components/ui/notice'

/** Says that live updates stopped; gone as soon as they are back. */
export function OfflineBanner() {
  const t = useTranslations('health')
  return (
    <Notice
      tone="warn"
      role="status"
      title={t('offline_title')}
      className="rounded-none border-x-0 border-t-0"
    >
      {t('offline_text')}
    </Notice>
  )
}
