'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { Time } from '@/components/time/time'
import { Button } from '@/components/ui/button'
import type { LedgerItem } from '@/server/actions/schema'
import { useMe } from '../me'
import { ActionState } from './action-state'
import { hasEnded } from './ledger-look'

const ApprovalNote = dynamic(() => import('./approval-note'), { loading: () => null })
const FirstNote = dynamic(() => import('./first-note'), { loading: () => null })
const ActionDialog = dynamic(() => import('./action-dialog'), { ssr: false })

/**
 * One action from intent to what OpenIM was seen to do: what, by whom, why, how it went, and what takes it back.
 * `undoKey` lets the key u take it back while it waits.
 */
export function ActionCard(props: {
  item: LedgerItem
  undoKey?: boolean
  /** The page tells how it went in more detail. */
  hideSteps?: boolean
  onChanged: () => Promise<unknown>
}) {
  const named = useNamed()
  const t = useTranslations('ledger')
  const { item } = props
  return (
    <article className="overflow-hidden rounded-lg border border-line bg-surface">
      <header className="flex items-baseline gap-2 px-3.5 pt-3">
        <h3 className="font-semibold">{named('actions', `${item.action}.label`)}</h3>
        <p className="truncate text-sm text-ink-3">{t('by', { name: item.by?.name ?? t('steward') })}</p>
        <Time at={item.createdAt} as="moment" className="ml-auto text-xs text-ink-3" />
      </header>
      {item.cause && <p className="px-3.5 text-sm text-ink-3">{named('cause', item.cause)}</p>}
      {item.reason && (
        <p className="px-3.5 pt-1 text-sm whitespace-pre-line break-words text-ink-2">{item.reason}</p>
      )}
      {item.approval && <ApprovalNote approval={item.approval} />}
      {item.first.length > 0 && <FirstNote first={item.first} />}
      <ActionState item={item} undoKey={props.undoKey ?? false} onChanged={props.onChanged} />
      {!props.hideSteps && <Steps item={item} />}
      <NextStep item={item} onChanged={props.onChanged} />
    </article>
  )
}

/** Each state with the time it was reached. */
function Steps({ item }: { item: LedgerItem }) {
  const t = useTranslations('ledger')
  const named = useNamed()
  if (item.events.length < 2) return null
  return (
    <ol
      aria-label={t('steps')}
      className="flex flex-wrap gap-x-3 gap-y-0.5 border-t border-line px-3.5 py-2 text-xs text-ink-3"
    >
      {item.events.map((event) => (
        <li key={`${event.state} ${event.at}`} className="flex gap-1.5 whitespace-nowrap">
          {named('states', event.state)} <Time at={event.at} as="clock" />
        </li>
      ))}
    </ol>
  )
}

/** The action that takes this one back, or the same again after it failed. */
function NextStep({ item, onChanged }: { item: LedgerItem; onChanged: () => Promise<unknown> }) {
  const t = useTranslations('ledger')
  const named = useNamed()
  const me = useMe()
  const [open, setOpen] = useState(false)
  const again =
    item.state === 'failed' || item.state === 'refused' ? { action: item.action, input: item.input } : null
  const next = again ?? (hasEnded(item.state) ? item.inverse : null)
  if (!next || !me.may(next.action)) return null
  const wording =
    !again && next.action === item.action && next.action === 'group.suspend'
      ? ('group.suspend_end' as const)
      : undefined
  return (
    <div className="border-t border-line px-3.5 py-2.5">
      <Button onClick={() => setOpen(true)}>
        {again ? t('try_again') : named('actions', `${wording ?? next.action}.label`)}
      </Button>
      {open && (
        <ActionDialog
          {...next}
          wording={wording}
          subject={item.subject}
          onClose={() => setOpen(false)}
          onDone={onChanged}
        />
      )}
    </div>
  )
}
