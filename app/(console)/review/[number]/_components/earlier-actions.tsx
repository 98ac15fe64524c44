'use client'

import { useTranslations } from 'use-intl'
import { ActionLine } from '@/app/(console)/_components/actions/action-line'
import type { LedgerItem } from '@/server/actions/schema'

/** What was done in this case before it was opened again. */
export default function EarlierActions({ items }: { items: readonly LedgerItem[] }) {
  const t = useTranslations('ledger')
  const byNewest = items.toSorted((a, b) => b.createdAt - a.createdAt)
  return (
    <section className="border-t border-line pt-3">
      <h3 className="mb-2 text-sm font-strong">{t('title')}</h3>
      <ol>
        {byNewest.map((item, index) => (
          <ActionLine key={item.id} item={item} last={index === byNewest.length - 1} />
        ))}
      </ol>
    </section>
  )
}
