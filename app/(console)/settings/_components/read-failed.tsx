'use client'

import { useTranslations } from 'use-intl'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Failed } from '@/components/table/failed'

/** A list of the settings that could not be read. */
export function ReadFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useTranslations()
  const refusalText = useRefusalText()
  return (
    <Failed title={t('table.failed_title')} retryLabel={t('app.retry')} onRetry={onRetry}>
      {refusalText(error)}
    </Failed>
  )
}
