'use client'

import { useTranslations } from 'use-intl'
import { ActionCard } from '@/app/(console)/_components/actions/action-card'
import { ActionLine } from '@/app/(console)/_components/actions/action-line'
import { hasEnded } from '@/app/(console)/_components/actions/ledger-look'
import { useNow } from '@/components/time/clock'
import { Card } from '@/components/ui/card'
import type { PersonDetail } from '@/server/features/people/person/schema'

/** How long an action that ended keeps its card, ms; afterwards a line is enough. */
const FRESH_MS = 10 * 60_000

/** What was done to this person: what is under way or just ended as cards, the rest as a timeline. */
export function PersonLedger({
  person,
  onChanged,
}: {
  person: PersonDetail
  onChanged: () => Promise<unknown>
}) {
  const t = useTranslations()
  const now = useNow(60_000)
  const byNewest = person.ledger.toSorted((a, b) => b.createdAt - a.createdAt)
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
        <Card title={t('ledger.title')}>
          {past.length === 0 && <p className="text-ink-3">{t('person.ledger_empty')}</p>}
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
