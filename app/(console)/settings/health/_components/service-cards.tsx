'use client'

import { useTranslations } from 'use-intl'
import { Time } from '@/components/time/time'
import { Card } from '@/components/ui/card'
import { Dot } from '@/components/ui/dot'
import type { SystemHealth } from '@/server/features/health/schema'
import { Fact, Facts } from './facts'

type Of<Part extends keyof SystemHealth> = { health: Pick<SystemHealth, Part> }

/** The admin token that all processes share: when, never what. */
export function TokenCard({ token }: Pick<SystemHealth, 'token'>) {
  const t = useTranslations('health_page')
  return (
    <Card title={t('token')}>
      {token === null ? (
        <p className="text-ink-3">{t('token_none')}</p>
      ) : (
        <Facts>
          <Fact label={t('token_renewed')}>
            <Time at={token.renewedAt} as="moment" />
          </Fact>
          <Fact label={t('token_ends')}>
            <Time at={token.expiresAt} as="moment" />
          </Fact>
        </Facts>
      )}
      <p className="mt-2 text-sm text-ink-3">{t('token_note')}</p>
    </Card>
  )
}

/** PostgreSQL, and Redis or what stands in for it. */
export function StorageCard({ health: { database, store } }: Of<'database' | 'store'>) {
  const t = useTranslations('health_page')
  return (
    <Card title={t('storage')}>
      <Facts>
        <Fact label={`${t('database')} ${database.version}`}>
          <Alive alive ms={database.latencyMs} />
        </Fact>
        <Fact label={t(store.kind === 'redis' ? 'store_redis' : 'store_in_process')}>
          <Alive alive={store.alive} ms={store.latencyMs} />
        </Fact>
      </Facts>
    </Card>
  )
}

function Alive({ alive, ms }: { alive: boolean; ms: number }) {
  const t = useTranslations('health_page')
  return (
    <span className="flex items-center gap-2">
      <Dot tone={alive ? 'ok' : 'danger'} />
      {alive ? t('alive', { ms }) : t('away')}
    </span>
  )
}

/** What there is to carry out, and whether somebody does. */
export function WorkCard({ health: { workerAlive, ledger, queue } }: Of<'workerAlive' | 'ledger' | 'queue'>) {
  const t = useTranslations('health_page')
  const actions = [
    { n: ledger.due, word: t('actions_due') },
    { n: ledger.unknown, word: t('actions_unknown') },
  ]
  const jobs = [
    { n: queue.waiting, word: t('jobs_waiting') },
    { n: queue.running, word: t('jobs_running') },
    { n: queue.failing, word: t('jobs_failing') },
    { n: queue.givenUp, word: t('jobs_given_up') },
  ]
  return (
    <Card title={t('work')}>
      <Facts>
        <Fact label={t('worker')}>
          <span className="flex items-center gap-2">
            <Dot tone={workerAlive ? 'ok' : 'danger'} />
            {t(workerAlive ? 'worker_alive' : 'worker_gone')}
          </span>
        </Fact>
        <Fact label={t('actions')}>
          <span className="font-mono">{ledger.unsettled}</span> <Counts counts={actions} />
          {ledger.oldest !== null && <Oldest at={ledger.oldest} />}
        </Fact>
        <Fact label={t('jobs')}>
          {jobs.every(({ n }) => n === 0) ? (
            <span className="text-ink-3">{t('none')}</span>
          ) : (
            <Counts counts={jobs} />
          )}
          {queue.oldest !== null && <Oldest at={queue.oldest} />}
        </Fact>
      </Facts>
    </Card>
  )
}

/** Numbers that are not zero, each with its word. */
function Counts({ counts }: { counts: { n: number; word: string }[] }) {
  return (
    <span className="text-ink-2">
      {counts
        .filter(({ n }) => n > 0)
        .map(({ n, word }) => `${n} ${word}`)
        .join(' · ')}
    </span>
  )
}

function Oldest({ at }: { at: number }) {
  const t = useTranslations('health_page')
  return (
    <span className="text-ink-3">
      {' · '}
      {t('oldest')} <Time at={at} as="age" />
    </span>
  )
}
