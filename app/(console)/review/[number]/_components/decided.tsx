'use client'

import dynamic from 'next/dynamic'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { ActionCard } from '@/app/(console)/_components/actions/action-card'
import { hasEnded } from '@/app/(console)/_components/actions/ledger-look'
import { useMe } from '@/app/(console)/_components/me'
import { Time } from '@/components/time/time'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import type { CaseDetail } from '@/server/features/cases/schema'
import { NextCase } from '../../_components/next-case'
import EarlierActions from './earlier-actions'

const AfterDecision = dynamic(() => import('./after-decision'), { loading: () => null })
const DecisionFacts = dynamic(() => import('./decision-facts'), { loading: () => null })
const ReopenDialog = dynamic(() => import('./reopen-dialog'), { ssr: false })

/** What became of a decided case: its decision, and each action with its state, newest first. */
export default function Decided({ item, reread }: { item: CaseDetail; reread: () => Promise<unknown> }) {
  const byNewest = item.ledger.toSorted((a, b) => b.createdAt - a.createdAt)
  const acted = item.outcome !== 'dismissed'
  const own = new Set(item.decision?.ledgerIds)
  const cards = byNewest.filter(
    (ledger, index) => (acted && (index === 0 || own.has(ledger.id))) || !hasEnded(ledger.state),
  )
  const earlier = byNewest.filter((ledger) => !cards.includes(ledger))
  const pane = useRef<HTMLDivElement>(null)
  // The form that had the focus is gone; it goes on here and not at the top of the page.
  useEffect(() => {
    if (document.activeElement === document.body) pane.current?.focus({ preventScroll: true })
  }, [])
  return (
    <>
      <div
        ref={pane}
        tabIndex={-1}
        className="outline-none grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] content-start gap-3 px-4 py-3.5 md:overflow-y-auto"
      >
        {item.decision && acted && <DecisionFacts item={item} decision={item.decision} />}
        {cards.map((ledger) => (
          <ActionCard key={ledger.id} item={ledger} onChanged={reread} />
        ))}
        {item.outcome === 'dismissed' && <NoViolation item={item} reread={reread} />}
        <AfterDecision item={item} />
        {item.draft && <KeptText text={item.draft} />}
        {earlier.length > 0 && <EarlierActions items={earlier} />}
      </div>
      <footer className="border-t border-line px-4 py-3">
        <NextCase />
      </footer>
    </>
  )
}

function NoViolation({ item, reread }: { item: CaseDetail; reread: () => Promise<unknown> }) {
  const t = useTranslations('decide')
  const me = useMe()
  const [open, setOpen] = useState(false)
  const { decision } = item
  return (
    <article className="rounded-lg border border-line">
      <header className="flex items-center gap-2 px-3.5 pt-3">
        <h3 className="font-semibold">{t('decided_none')}</h3>
        {decision && <Time at={decision.at} as="moment" className="ml-auto text-xs text-ink-3" />}
      </header>
      <div className="px-3.5 pt-1 pb-3">
        {decision?.reason && <p className="break-words whitespace-pre-line text-ink-2">{decision.reason}</p>}
        {decision && (
          <p className="mt-2 flex items-center gap-2 text-sm text-ink-3">
            <Avatar name={decision.by.name} size="sm" /> {decision.by.name}
          </p>
        )}
      </div>
      {me.may('case.decide') && (
        <div className="border-t border-line px-3.5 py-2.5">
          <Button onClick={() => setOpen(true)}>{t('reopen')}</Button>
          {open && <ReopenDialog item={item} onClose={() => setOpen(false)} onDone={reread} />}
        </div>
      )}
    </article>
  )
}

/** What this person had typed when somebody else decided: nobody types anything twice. */
function KeptText({ text }: { text: string }) {
  const t = useTranslations('decide')
  return (
    <section className="rounded-lg border border-line px-3.5 py-3">
      <h3 className="text-sm text-ink-3">{t('kept')}</h3>
      <p className="break-words whitespace-pre-line">{text}</p>
    </section>
  )
}
