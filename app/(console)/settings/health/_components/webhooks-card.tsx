'use client'

import { useTranslations } from 'use-intl'
import { Time } from '@/components/time/time'
import { Card } from '@/components/ui/card'
import { Dot } from '@/components/ui/dot'
import type { SystemHealth } from '@/server/features/health/schema'
import { Fact, Facts } from './facts'

/** Whether OpenIM's webhooks come in, and what is to be entered there for that. */
export function WebhooksCard({
  webhooks: { gateAlive, url, lastCallAt, notHeard },
}: Pick<SystemHealth, 'webhooks'>) {
  const t = useTranslations('health_page')
  return (
    <Card title={t('webhooks')}>
      <Facts>
        <Fact label={t('gate_running')}>
          <span className="flex items-center gap-2">
            <Dot tone={gateAlive ? 'ok' : lastCallAt === null ? 'neutral' : 'danger'} />
            {t(gateAlive ? 'gate_alive' : 'gate_gone')}
          </span>
        </Fact>
        <Fact label={t('last_call')}>
          {lastCallAt === null ? (
            <span className="text-ink-3">{t('never_called')}</span>
          ) : (
            <Time at={lastCallAt} as="moment" />
          )}
        </Fact>
        {(gateAlive || lastCallAt !== null) && (
          <Fact label={t('not_heard')}>
            {notHeard.length === 0 ? (
              <span className="text-ink-3">{t('all_heard')}</span>
            ) : (
              <code className="text-xs break-words">{notHeard.join(', ')}</code>
            )}
          </Fact>
        )}
      </Facts>
      {url !== null && notHeard.length > 0 && (
        <p className="mt-2 text-sm break-words text-ink-3">
          {lastCallAt === null ? t('webhooks_setup', { url }) : t('not_heard_hint')}
        </p>
      )}
      {!gateAlive && lastCallAt === null && <p className="mt-2 text-sm text-ink-3">{t('gate_optional')}</p>}
    </Card>
  )
}
