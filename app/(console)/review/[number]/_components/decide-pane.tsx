'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'use-intl'
import { useMe } from '@/app/(console)/_components/me'
import type { CaseDetail } from '@/server/features/cases/schema'
import { ClaimBar } from './claim-bar'
import { DecideForm } from './decide-form'
import { DetailsOutline } from './details-outline'
import { useClaim } from './use-claim'

const loadDecided = () => import('./decided')
const Decided = dynamic(loadDecided)
const DecideReview = dynamic(() => import('./decide-review'), { loading: DetailsOutline })
const EarlierActions = dynamic(() => import('./earlier-actions'), { loading: () => null })

/** The right pane: decide an open case, or see what became of a decided one. */
export function DecidePane({ item }: { item: CaseDetail }) {
  const t = useTranslations('decide')
  const me = useMe()
  const claim = useClaim(item)
  const mayDecide = me.may('case.decide')
  return (
    <aside
      id="decide"
      aria-label={t('title')}
      className="flex min-w-0 scroll-mt-2 flex-col border-line bg-surface max-md:border-t md:h-full md:min-h-0 md:border-l"
    >
      <header className="flex h-[52px] shrink-0 items-center gap-2 border-b border-line px-4">
        <h2 className="text-lg font-semibold tracking-tight">{t('title')}</h2>
      </header>
      {item.state !== 'open' && <Decided item={item} reread={claim.reread} />}
      {item.state === 'open' && mayDecide && (
        <>
          <ClaimBar item={item} claim={claim} />
          {item.review ? (
            <DecideReview item={item} review={item.review} claim={claim} onBegin={loadDecided} />
          ) : (
            <DecideForm item={item} claim={claim} onBegin={loadDecided} />
          )}
        </>
      )}
      {item.state === 'open' && !mayDecide && (
        <div className="px-4 py-4">
          <p className="text-ink-3">{t('read_only')}</p>
          {item.ledger.length > 0 && <EarlierActions items={item.ledger} />}
        </div>
      )}
    </aside>
  )
}
