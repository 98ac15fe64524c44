'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { Time } from '@/components/time/time'
import { Spinner } from '@/components/ui/spinner'
import type { LedgerItem } from '@/server/actions/schema'
import { hasEnded, outcomeKey, stateKey } from './ledger-look'
import { LongWork } from './long-work'
import { UndoWindow } from './undo-window'

const PANELS = {
  quiet: 'bg-sunken text-ink-2',
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warn-soft text-warn',
  danger: 'bg-danger-soft text-danger',
} as const

/** Where an action stands, told as far as OpenIM was seen to do it and no further. */
export function ActionState(props: {
  item: LedgerItem
  undoKey: boolean
  onChanged: () => Promise<unknown>
}) {
  const { item } = props
  const t = useTranslations('ledger')
  if (item.state === 'planned') return <UndoWindow {...props} />
  if (!hasEnded(item.state)) return <UnderWay item={item} />
  const at = item.settledAt !== null && <Time at={item.settledAt} as="clock" className="text-sm" />
  switch (item.state) {
    case 'verified':
      return (
        <Panel tone="ok" title={t('verified')} at={at} mark>
          <Outcome item={item} />
        </Panel>
      )
    case 'already_so':
      return (
        <Panel
          tone="ok"
          title={t(stateKey(item) === 'end_changed' ? 'end_changed' : 'already_so')}
          at={at}
          mark
        >
          <Outcome item={item} />
        </Panel>
      )
    case 'failed':
      return (
        <Panel tone="danger" title={t('failed_title')} at={at}>
          <Outcome item={item} />
        </Panel>
      )
    case 'refused':
      return (
        <Panel tone="warn" title={t('refused_title')} at={at}>
          <Outcome item={item} />
        </Panel>
      )
    default:
      return (
        <Panel tone="quiet" title={t('cancelled_title')} at={at}>
          {t('cancelled_text')}
        </Panel>
      )
  }
}

function UnderWay({ item }: { item: LedgerItem }) {
  const t = useTranslations('ledger')
  const named = useNamed()
  if (item.state === 'unknown') {
    return (
      <Panel tone="warn" title={t('unknown_title')} busy>
        <Outcome item={item} /> {t('unknown_text')}
      </Panel>
    )
  }
  if (item.state === 'awaiting_approval') return <Panel tone="quiet" title={named('states', item.state)} />
  const { progress } = item
  return (
    <Panel tone="quiet" title={progress ? named('step', progress.step) : t('sending')} busy>
      {progress && progress.total > 0 && <LongWork {...progress} />}
    </Panel>
  )
}

/** How it ended, in a sentence with its numbers. */
function Outcome({ item }: { item: LedgerItem }) {
  const named = useNamed()
  return item.outcome && named('outcome', outcomeKey(item.action, item.outcome.code), item.outcome.facts)
}

function Panel(props: {
  tone: keyof typeof PANELS
  title: ReactNode
  at?: ReactNode
  busy?: boolean
  mark?: boolean
  children?: ReactNode
}) {
  return (
    <div role="status" className={`mt-2.5 px-3.5 py-2.5 ${PANELS[props.tone]}`}>
      <p className="flex items-center gap-2 font-semibold">
        {props.busy && <Spinner />}
        {props.mark && <CheckMark />}
        {props.title} {props.at}
      </p>
      {props.children && <div className="mt-0.5 text-sm">{props.children}</div>}
    </div>
  )
}

function CheckMark() {
  return (
    <svg aria-hidden="true" viewBox="0 0 14 14" className="size-3.5">
      <path
        d="M2.5 7.5l3 3 6-7"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
