'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useNow } from '@/components/time/clock'
import { Card } from '@/components/ui/card'
import { Dot } from '@/components/ui/dot'
import { BATCH_ITEM_STATES } from '@/server/actions/batch/schema'
import { paceOf, plannedOf, progressOf, roughly, type Sample, withSample } from '../../_components/pace'
import { ITEM_TONES } from './item-tones'
import { type BatchDetail, isAtWork } from './use-batch'

/** How far planning is. */
export function PlanningProgress({ batch }: { batch: BatchDetail }) {
  const t = useTranslations('batch')
  const { done, total } = plannedOf(batch.counts)
  return (
    <Card title={t('planning_title')}>
      <Bar done={done} total={total} />
      <p className="mt-2 text-sm text-ink-3">{t('planning_text')}</p>
    </Card>
  )
}

/** How far the run is, and until it is stopped how fast it goes and how long the rest takes. */
export function BatchProgress({ batch }: { batch: BatchDetail }) {
  const t = useTranslations('batch')
  const { done, total } = progressOf(batch.counts)
  const atWork = isAtWork(batch.state)
  const { startedAt, endedAt } = batch
  const took = useLength((endedAt ?? 0) - (startedAt ?? 0))
  return (
    <Card title={t(`states.${batch.state}`)} aside={batch.state === 'running' && <Pace batch={batch} />}>
      <Bar done={done} total={total} />
      <Counts batch={batch} />
      <p className="mt-2 text-sm text-ink-3">
        {atWork && t('goes_on')}
        {startedAt !== null && endedAt !== null && t('took', { time: took })}
      </p>
    </Card>
  )
}

/** How many have which result. */
function Counts({ batch: { counts } }: { batch: BatchDetail }) {
  const t = useTranslations('batch.item_states')
  return (
    <ul className="mt-2.5 flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {BATCH_ITEM_STATES.filter((state) => state !== 'left_out' && counts[state]).map((state) => (
        <li key={state} className="inline-flex items-center gap-1.5">
          <Dot tone={ITEM_TONES[state]} />
          {t(state)} <span className="font-mono text-xs">{counts[state]}</span>
        </li>
      ))}
    </ul>
  )
}

function Pace({ batch }: { batch: BatchDetail }) {
  const t = useTranslations('batch')
  const now = useNow(1_000)
  const { done, total } = progressOf(batch.counts)
  const [samples, setSamples] = useState<Sample[]>(() =>
    batch.startedAt === null ? [] : [{ at: batch.startedAt, done: 0 }],
  )
  const last = samples.at(-1)
  if (last === undefined || last.at < now - 900) setSamples(withSample(samples, { at: now, done }))
  const pace = paceOf(samples, total - done)
  const length = useLength(pace?.leftMs ?? 0)
  if (!pace) return null
  return (
    <span className="tabular-nums">
      {t('rate', { rate: pace.perMinute })} · {t('remaining', { time: length })}
    </span>
  )
}

function useLength(ms: number): string {
  const t = useTranslations('batch')
  const { unit, n } = roughly(ms)
  return t(unit, { n })
}

function Bar({ done, total }: { done: number; total: number }) {
  const t = useTranslations('batch')
  const text = t('progress', { done, total })
  return (
    <div className="flex items-center gap-3">
      <progress
        value={done}
        max={Math.max(1, total)}
        aria-label={text}
        className="h-1.5 min-w-0 flex-1 appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
      />
      <span className="font-mono text-xs">{text}</span>
    </div>
  )
}
