'use client'

import { useTranslations } from 'use-intl'
import { useMe } from '@/app/(console)/_components/me'
import { Time } from '@/components/time/time'
import { Card } from '@/components/ui/card'
import { Dot } from '@/components/ui/dot'
import type { Found, SystemHealth } from '@/server/features/health/schema'
import { Fact, Facts } from './facts'
import { ProbeForms } from './probe-forms'
import { useMoment } from './use-clock'

const VERSIONS = {
  main: 'main',
  'patch.16': 'patch_16',
  standalone: 'standalone',
  unknown: 'unknown',
} as const satisfies Record<Found['version'], string>

type Of<Part extends keyof SystemHealth> = { health: Pick<SystemHealth, Part> }

/** OpenIM as it answers now, and what its probe found out. */
export function OpenimCard({ health }: Of<'openim' | 'found' | 'portCheck'>) {
  const t = useTranslations('health_page')
  const { may } = useMe()
  const moment = useMoment()
  const { openim, found } = health
  const isUp = openim.state === 'up'
  return (
    <Card
      title={t('openim')}
      aside={
        <span className="inline-flex items-center gap-2">
          <Dot tone={isUp ? 'ok' : 'danger'} pulse={!isUp} />
          {t(openim.state)} {t('since', { time: moment(openim.since) })}
        </span>
      }
    >
      <Facts>
        <Fact label={t('latency')}>
          <span className="font-mono">
            {openim.latencyMs === null ? t('not_yet') : t('ms', { n: openim.latencyMs })}
          </span>
        </Fact>
        {found && <FoundFacts found={found} />}
        <Fact label={t('open_to_users')}>
          <PortCheckText health={health} />
        </Fact>
        {found && (
          <Fact label={t('probed')}>
            <Time at={found.atMs} as="clock" />
          </Fact>
        )}
      </Facts>
      {!found && <p className="mt-2 text-ink-3">{t('not_probed')}</p>}
      {may('health.probe') && <ProbeForms />}
    </Card>
  )
}

function FoundFacts({ found }: { found: Found }) {
  const t = useTranslations('health_page')
  return (
    <>
      <Fact label={t('version')}>{t(`versions.${VERSIONS[found.version]}`)}</Fact>
      <Fact label={t('reported')}>
        {found.reported === null ? (
          <span className="text-ink-3">{t('no_name')}</span>
        ) : (
          <code className="text-sm">{found.reported}</code>
        )}
      </Fact>
      <Fact label={t('admin_tokens')}>{t(`tokens.${found.adminTokens}`)}</Fact>
      <Fact label={t('clock')}>
        <ClockText difference={found.clockDifferenceMs} />
      </Fact>
    </>
  )
}

function ClockText({ difference }: { difference: number | null }) {
  const t = useTranslations('health_page')
  if (difference === null) return t('clock_unknown')
  // Less is mostly the way the question took.
  if (Math.abs(difference) < 1_000) return t('clock_same')
  const s = Math.round(Math.abs(difference) / 1_000)
  return t(difference > 0 ? 'clock_ahead' : 'clock_behind', { s })
}

function PortCheckText({ health: { portCheck } }: Of<'portCheck'>) {
  const t = useTranslations('health_page')
  if (portCheck === null) return t('open_untested')
  return (
    <>
      {t(portCheck.open ? 'open_yes' : 'open_no')}{' '}
      <span className="text-ink-3">
        {t('open_by', { name: portCheck.by })} <Time at={portCheck.at} as="moment" />
      </span>
    </>
  )
}
