'use client'

import { useTranslations } from 'use-intl'
import { Dot } from '@/components/ui/dot'
import { useHealth } from './use-health'

/** OpenIM's state at the foot of the navigation: a point, and how long its last answer took. */
export function Health() {
  const t = useTranslations('health')
  const health = useHealth()
  const down = health?.openim === 'down'
  return (
    <>
      {health?.oneProcess && <p className="px-2.5 text-xs text-warn max-xl:sr-only">{t('one_process')}</p>}
      <p className="flex h-7 items-center gap-2 px-2.5 text-sm text-ink-2 md:max-xl:justify-center md:max-xl:px-0">
        <Dot tone={down ? 'danger' : 'ok'} pulse={down} />
        <span className="max-md:sr-only md:max-xl:sr-only">{t('openim')}</span>
        <span className="ml-auto font-mono text-xs text-ink-3 max-md:sr-only md:max-xl:sr-only">
          {down ? t('down') : health?.latencyMs != null && t('latency', { ms: Math.round(health.latencyMs) })}
        </span>
      </p>
    </>
  )
}
