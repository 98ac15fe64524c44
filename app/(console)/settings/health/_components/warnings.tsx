'use client'

import { useTranslations } from 'use-intl'
import { Notice } from '@/components/ui/notice'
import type { HealthWarning } from '@/server/features/health/schema'

/** What lets harm in or stops the work stands out; the rest is to be known. */
const GRAVE: ReadonlySet<HealthWarning> = new Set([
  'openim_away',
  'no_worker',
  'no_gate',
  'default_secret',
  'port_open_to_users',
])

/** What deserves attention: each with what it means and what to do. */
export function Warnings({ warnings }: { warnings: HealthWarning[] }) {
  const t = useTranslations('health_page')
  if (warnings.length === 0) {
    return (
      <Notice tone="ok" className="mt-5">
        {t('calm')}
      </Notice>
    )
  }
  return (
    <section aria-label={t('attention', { n: warnings.length })} className="mt-5">
      <ul className="grid gap-2">
        {warnings.map((warning) => (
          <li key={warning}>
            <Notice tone={GRAVE.has(warning) ? 'danger' : 'warn'} title={t(`warnings.${warning}.title`)}>
              <span className="text-ink">{t(`warnings.${warning}.text`)}</span>
            </Notice>
          </li>
        ))}
      </ul>
    </section>
  )
}
