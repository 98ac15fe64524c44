'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { Dot } from '@/components/ui/dot'
import { useMe } from './me'
import { useHealth } from './use-health'

const LINE =
  'flex h-7 items-center gap-2 rounded px-2.5 text-sm text-ink-2 md:max-xl:justify-center md:max-xl:px-0'

/**
 * How things are at the foot of the navigation: a point, and how long OpenIM's last answer took. It leads those who may
 * see it to the page that tells what deserves attention.
 */
export function Health() {
  const t = useTranslations('health')
  const { may } = useMe()
  const health = useHealth()
  const down = health?.openim === 'down'
  const unsafe = health?.unsafe ?? 0
  const noWorker = health?.worker === false
  const inner = (
    <>
      <Dot tone={down ? 'danger' : noWorker || unsafe > 0 ? 'warn' : 'ok'} pulse={down} />
      <span className="max-md:sr-only md:max-xl:sr-only">{t('openim')}</span>
      <span className="ml-auto font-mono text-xs text-ink-3 max-md:sr-only md:max-xl:sr-only">
        {down
          ? t('down')
          : noWorker
            ? t('no_worker')
            : health?.latencyMs != null && t('latency', { ms: Math.round(health.latencyMs) })}
      </span>
      {unsafe > 0 && <span className="sr-only">{t('unsafe', { n: unsafe })}</span>}
    </>
  )
  return (
    <>
      {health?.oneProcess && <p className="px-2.5 text-xs text-warn max-xl:sr-only">{t('one_process')}</p>}
      {may('health.read') ? (
        <Link href="/settings/health" prefetch={false} className={`${LINE} hover:bg-hover`}>
          {inner}
        </Link>
      ) : (
        <p className={LINE}>{inner}</p>
      )}
    </>
  )
}
