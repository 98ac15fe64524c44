'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Time } from '@/components/time/time'
import { Dot } from '@/components/ui/dot'
import { Section } from '@/components/ui/section'
import { Tag } from '@/components/ui/tag'
import type { GateReport, ProcessOpenim, RunningProcess } from '@/server/features/health/schema'
import { useMoment } from './use-clock'

/** Each writes every five seconds; one that ended or hangs is told of until it counts as gone, ms. */
const SILENT_MS = 15_000

/** Each running process with its own connection to OpenIM, as it was at `at`. */
export function Processes({ processes, at }: { processes: RunningProcess[]; at: number }) {
  const t = useTranslations('health_page')
  return (
    <Section title={t('processes')} end={<span className="font-mono">{processes.length}</span>}>
      {processes.length === 0 && <p className="text-ink-3">{t('no_processes')}</p>}
      {processes.length > 0 && (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {processes.map((process) => (
            <li key={process.id} className="px-4 py-3">
              <Process process={process} silent={at - process.seenAt > SILENT_MS} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function Process({ process, silent }: { process: RunningProcess; silent: boolean }) {
  const t = useTranslations('health_page')
  const moment = useMoment()
  const { openim, gate } = process
  const isDown = openim?.state === 'down'
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-0.5">
        <h3 className="font-semibold">{t(`kind.${process.kind}`)}</h3>
        <code className="min-w-0 text-xs break-all text-ink-3">
          {process.host} · {process.pid}
        </code>
        {process.self && <Tag>{t('self')}</Tag>}
        {silent && <Tag tone="warn">{t('silent')}</Tag>}
        {openim && !silent && (
          <span className="flex items-center gap-2 text-ink-2">
            <Dot tone={isDown ? 'danger' : 'ok'} pulse={isDown} />
            {t('connection')} {t(openim.state)} {t('since', { time: moment(openim.sinceMs) })}
          </span>
        )}
        <p className="ml-auto text-sm text-ink-3 max-md:ml-0 max-md:basis-full">
          {t('started')} <Time at={process.startedAt} as="moment" />
          {' · '}
          {t('seen')} <Time at={process.seenAt} as="clock" />
        </p>
      </div>
      {openim && <Connection openim={openim} />}
      {gate && <GateFigures gate={gate} />}
      {!openim && !gate && <p className="mt-1 text-ink-3">{t('unreadable')}</p>}
    </>
  )
}

const BREAKER = { closed: undefined, open: 'danger', probing: 'warn' } as const

function Connection({ openim }: { openim: ProcessOpenim }) {
  const t = useTranslations('health_page')
  const { breaker, inFlight, waiting, limit, recent, lastError } = openim
  const failed = recent.unreachable + recent.uncertain + recent.shape
  return (
    <dl className="mt-2 grid grid-cols-2 gap-x-4 gap-y-2 lg:grid-cols-[1fr_1fr_1fr_1.6fr_1.8fr]">
      <Figure label={t('breaker_name')}>
        <Tag tone={BREAKER[breaker]}>{t(`breaker.${breaker}`)}</Tag>
      </Figure>
      <Figure label={t('in_flight')}>
        {t('in_flight_of', { n: inFlight, limit })}
        {waiting > 0 && ` · ${t('waiting_more', { n: waiting })}`}
      </Figure>
      <Figure label={t('latency')}>
        {openim.lastLatencyMs === null ? t('not_yet') : t('ms', { n: openim.lastLatencyMs })}{' '}
        {openim.lastAnswerMs !== null && <Time at={openim.lastAnswerMs} as="clock" className="text-ink-3" />}
      </Figure>
      <Figure label={t('recent')}>
        {[
          t('answered', { n: recent.ok + recent.refused }),
          t('failed', { n: failed }),
          t('repeated', { n: recent.repeats }),
        ].join(' · ')}
      </Figure>
      <Figure label={t('last_error')}>
        {lastError === null ? (
          <span className="text-ink-3">{t('no_error')}</span>
        ) : (
          <>
            <ErrorKind kind={lastError.kind} /> <code className="text-xs break-all">{lastError.reason}</code>{' '}
            <Time at={lastError.atMs} as="clock" className="text-ink-3" />
          </>
        )}
      </Figure>
    </dl>
  )
}

function GateFigures({ gate }: { gate: GateReport }) {
  const t = useTranslations('health_page')
  return (
    <dl className="mt-2 grid grid-cols-2 gap-x-4 gap-y-2 lg:grid-cols-[1fr_1fr_1fr_1.6fr_1.8fr]">
      <Figure label={t('gate_calls')}>{gate.calls}</Figure>
      <Figure label={t('gate_waiting')}>{gate.waiting}</Figure>
      <Figure label={t('gate_dropped')}>{gate.dropped}</Figure>
      <Figure label={t('gate_listens')}>
        <code className="text-xs break-all">{addressText(gate)}</code>
      </Figure>
      <Figure label={t('last_call')}>
        {gate.lastCallAt === null ? (
          <span className="text-ink-3">{t('not_yet')}</span>
        ) : (
          <Time at={gate.lastCallAt} as="clock" />
        )}
      </Figure>
    </dl>
  )
}

const addressText = ({ host, port }: GateReport) =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-ink-3">{label}</dt>
      <dd className="tabular-nums">{children}</dd>
    </div>
  )
}

const KINDS = ['refused', 'unreachable', 'uncertain', 'shape'] as const

/** The kind of an error in words, where this version of the page knows it. */
function ErrorKind({ kind }: { kind: string }) {
  const t = useTranslations('health_page')
  const known = KINDS.find((one) => one === kind)
  return known ? t(`errors.${known}`) : kind
}
