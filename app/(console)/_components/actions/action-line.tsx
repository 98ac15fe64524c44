'use client'

import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { Time } from '@/components/time/time'
import { Dot } from '@/components/ui/dot'
import type { LedgerItem } from '@/server/actions/schema'
import { hasEnded, outcomeKey, STATE_TONES, stateKey } from './ledger-look'

/** One past action in a timeline. */
export function ActionLine({ item, last }: { item: LedgerItem; last: boolean }) {
  const t = useTranslations('ledger')
  const named = useNamed()
  return (
    <li className="relative grid grid-cols-[14px_minmax(0,1fr)] gap-2 pb-3.5 last:pb-0">
      {!last && (
        <span aria-hidden="true" className="absolute top-4 -bottom-1 left-[5.5px] w-px bg-line-strong" />
      )}
      <span className="pt-[6px] pl-[2px] leading-none">
        <Dot tone={STATE_TONES[item.state]} pulse={!hasEnded(item.state)} />
      </span>
      <div className="min-w-0">
        <p className="flex items-baseline gap-2">
          <span className="min-w-0">
            <b className="font-strong">{named('actions', `${item.action}.short`)}</b>{' '}
            {t('by', { name: item.by?.name ?? t('steward') })} {item.cause && named('cause', item.cause)}
          </span>
          <Time at={item.createdAt} as="moment" className="ml-auto text-xs text-ink-3" />
        </p>
        <p className="text-sm text-ink-2">
          {named('states', stateKey(item))}
          {item.settledAt !== null && (
            <>
              {' '}
              <Time at={item.settledAt} as="clock" className="text-xs" />
            </>
          )}
          {item.outcome &&
            item.state !== 'cancelled' &&
            ` · ${named('outcome', outcomeKey(item.action, item.outcome.code), item.outcome.facts)}`}
        </p>
        {item.reason && <p className="line-clamp-2 text-sm break-words text-ink-3">{item.reason}</p>}
      </div>
    </li>
  )
}
