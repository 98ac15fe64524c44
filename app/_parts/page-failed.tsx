'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'

/** What a page shows when it failed; nothing of the failure itself reaches the browser. */
export function PageFailed({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations('app')
  return (
    <Empty wholePage title={t('error_title')} action={<Button onClick={reset}>{t('retry')}</Button>}>
      {t('error_text')}
      {error.digest && <code className="mt-2 block text-xs">{t('error_code', { code: error.digest })}</code>}
    </Empty>
  )
}
