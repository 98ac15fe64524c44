'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useNow } from '@/components/time/clock'
import { Card } from '@/components/ui/card'
import type { LedgerItem } from '@/server/actions/schema'
import { ActionCard } from './action-card'
import { ActionLine } from './action-line'
import { hasEnded } from './ledger-look'

/** As many as pages of groups and people get. */
const MOST_HERE = 50
/** How long an action that ended keeps its card, ms; afterwards a line is enough. */
const FRESH_MS = 10 * 60_000

/** What was done to one group or person: what is under way or just ended as cards, the rest as a timeline. */
export function SubjectLedger(props: {
  items: readonly LedgerItem[]
  /** Said where nothing was ever done. */
  empty: string
  /** Leads to all of it, where there may be more than is here. */
  whole: { href: Route; label: string }
  onChanged: () => Promise<unknown>
}) {
  const { onChanged } = props
  const t = useTranslations('ledger')
  const now = useNow(60_000)
  const byNewest = props.items.toSorted((a, b) => b.createdAt - a.createdAt)
  const [newest] = byNewest
  const fresh = byNewest.filter(
    (item) => !hasEnded(item.state) || (item === newest && now - (item.settledAt ?? now) < FRESH_MS),
  )
  const past = byNewest.filter((item) => !fresh.includes(item))
  return (
    <>
      {fresh.map((item) => (
        <ActionCard key={item.id} item={item} undoKey={item === newest} onChanged={onChanged} />
      ))}
      {(past.length > 0 || fresh.length === 0) && (
        <Card
          title={t('title')}
          aside={
            props.items.length >= MOST_HERE && (
              <Link href={props.whole.href} className="underline">
                {props.whole.label}
              </Link>
            )
          }
        >
          {past.length === 0 && <p className="text-ink-3">{props.empty}</p>}
          <ol>
            {past.map((item, index) => (
              <ActionLine key={item.id} item={item} last={index === past.length - 1} />
            ))}
          </ol>
        </Card>
      )}
    </>
  )
}
