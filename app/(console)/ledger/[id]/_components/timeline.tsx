'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { hasEnded, outcomeKey, STATE_TONES, stateKey } from '@/app/(console)/_components/actions/ledger-look'
import { Time } from '@/components/time/time'
import { Dot } from '@/components/ui/dot'
import type { Tone } from '@/components/ui/tag'
import type { LedgerDetail, LedgerMoment } from '@/server/features/ledger/schema'

/** All that happened to an action: its states, each call to OpenIM with its answer, and each look at what came of it. */
export function Timeline({ item }: { item: LedgerDetail }) {
  const t = useTranslations('ledger_page')
  const { timeline } = item
  const isCalled = timeline.some((moment) => moment.kind === 'call')
  return (
    <>
      <ol>
        {timeline.map((moment, at) => (
          <Moment
            // biome-ignore lint/suspicious/noArrayIndexKey: what happened stays in its place.
            key={at}
            moment={moment}
            item={item}
            last={at === timeline.length - 1}
          />
        ))}
      </ol>
      {hasEnded(item.state) && !isCalled && <p className="mt-3 text-sm text-ink-3">{t('no_calls')}</p>}
    </>
  )
}

type Props = { moment: LedgerMoment; item: LedgerDetail; last: boolean }

function Moment({ moment, item, last }: Props) {
  if (moment.kind === 'call') return <Call moment={moment} last={last} />
  if (moment.kind === 'read_back') return <ReadBack moment={moment} last={last} />
  return <Reached moment={moment} item={item} last={last} />
}

function Reached(props: { moment: LedgerMoment & { kind: 'state' }; item: LedgerDetail; last: boolean }) {
  const named = useNamed()
  const { moment, item, last } = props
  const { state, outcome } = moment
  const pulse = last && !hasEnded(state)
  return (
    <Entry
      tone={STATE_TONES[state]}
      pulse={pulse}
      at={moment.at}
      last={last}
      title={named('states', stateKey(moment))}
    >
      {outcome && state !== 'sending' && (
        <p className="text-sm text-ink-2">
          {named('outcome', outcomeKey(item.action, outcome.code), outcome.facts)}
        </p>
      )}
    </Entry>
  )
}

function Call({ moment, last }: { moment: LedgerMoment & { kind: 'call' }; last: boolean }) {
  const t = useTranslations('ledger_page')
  const named = useNamed()
  const { step, outcome, code, ms, seen } = moment
  const answer = t(`answers.${outcome}`, { code: code === null ? 'none' : String(code) })
  return (
    <Entry
      small
      tone={seen ? 'ok' : 'warn'}
      at={moment.at}
      last={last}
      title={t('call', { step: named('step', step) })}
    >
      <p className="text-sm text-ink-2">
        {answer}
        {ms !== null && <span className="font-mono text-xs text-ink-3"> · {t('ms', { ms })}</span>}
      </p>
      <p className="text-sm text-ink-2">{t(seen ? 'effect_seen' : 'effect_not_seen')}</p>
    </Entry>
  )
}

function ReadBack({ moment, last }: { moment: LedgerMoment & { kind: 'read_back' }; last: boolean }) {
  const t = useTranslations('ledger_page')
  const named = useNamed()
  const { times, found, at, until } = moment
  return (
    <Entry small tone="warn" at={at} until={until} last={last} title={t('read_back', { times })}>
      <p className="text-sm text-ink-2">{named('outcome', found)}</p>
    </Entry>
  )
}

function Entry(props: {
  tone: Tone
  title: ReactNode
  at: number
  until?: number
  last: boolean
  small?: boolean
  pulse?: boolean
  children?: ReactNode
}) {
  return (
    <li className="relative grid grid-cols-[14px_minmax(0,1fr)] gap-2 pb-3.5 last:pb-0">
      {!props.last && (
        <span aria-hidden="true" className="absolute top-4 -bottom-1 left-[5.5px] w-px bg-line-strong" />
      )}
      <span className="pt-[6px] pl-[2px] leading-none">
        <Dot tone={props.tone} pulse={props.pulse ?? false} />
      </span>
      <div className="min-w-0">
        <p className="flex items-baseline gap-2">
          <span className={props.small ? 'min-w-0' : 'min-w-0 font-strong'}>{props.title}</span>
          <span className="ml-auto flex shrink-0 gap-1 text-xs text-ink-3">
            <Time at={props.at} as="clock" />
            {props.until !== undefined && props.until - props.at >= 1_000 && (
              <>
                – <Time at={props.until} as="clock" />
              </>
            )}
          </span>
        </p>
        {props.children}
      </div>
    </li>
  )
}
