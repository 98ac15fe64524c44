'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { useKeys } from '@/components/shell/keys'
import { useNow } from '@/components/time/clock'
import { Button } from '@/components/ui/button'
import { Dot } from '@/components/ui/dot'
import { Kbd } from '@/components/ui/kbd'
import type { LedgerItem } from '@/server/actions/schema'
import { useMe } from '../me'
import { useHealth } from '../use-health'
import { secondsLeft, windowLeft } from './ledger-look'

/** The time in which an action can still be taken back, by the server's clock; afterwards, that it waits its turn. */
export function UndoWindow(props: { item: LedgerItem; undoKey: boolean; onChanged: () => Promise<unknown> }) {
  const { item } = props
  const t = useTranslations('ledger')
  const trpc = useTRPC()
  const me = useMe()
  const refusalText = useRefusalText()
  const now = useNow(500)
  const away = useHealth()?.openim === 'down'
  const cancel = useMutation(trpc.ledger.cancel.mutationOptions({ onSettled: props.onChanged }))
  const undo = () => !cancel.isPending && cancel.mutate({ id: item.id })
  const possible = item.cancellable && me.may('ledger.cancel')
  useKeys({ u: props.undoKey && possible ? undo : undefined })

  const seconds = secondsLeft(item, now)
  const waitsForOpenim = away || item.outcome?.code === 'waiting_for_openim'
  const waiting = waitsForOpenim ? t('waits_away') : t('waits')
  return (
    <div className="mt-2.5 bg-sunken">
      <div className="flex min-h-11 items-center gap-3 px-3.5 py-2">
        {seconds > 0 ? (
          <p className="font-semibold tabular-nums" role="timer" aria-live="off">
            {t('takes_effect', { seconds })}
          </p>
        ) : (
          <p className="flex items-center gap-2 font-semibold" role="status">
            <Dot tone={waitsForOpenim ? 'warn' : 'accent'} pulse />
            {waiting}
          </p>
        )}
        {possible && (
          <Button className="ml-auto" busy={cancel.isPending} onClick={undo} aria-keyshortcuts="u">
            {t('undo')} {props.undoKey && <Kbd>u</Kbd>}
          </Button>
        )}
      </div>
      {cancel.isError && (
        <p role="alert" className="px-3.5 pb-2 text-sm text-danger">
          {refusalText(cancel.error)}
        </p>
      )}
      <div className="h-0.5 bg-line" aria-hidden="true">
        <div
          className="h-full bg-accent transition-[width] duration-500 ease-linear"
          style={{ width: `${windowLeft(item, now) * 100}%` }}
        />
      </div>
    </div>
  )
}
