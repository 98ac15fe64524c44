'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import { useQuery } from '@tanstack/react-query'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { caseNumberOf } from '../../_components/case-href'
import CaseLoading from '../loading'
import { AccusedFacts } from './accused-facts'
import { CaseHeader } from './case-header'
import { CaseParts } from './case-parts'
import { CaseWork } from './case-work'
import { DecidePane } from './decide-pane'
import { History } from './history'
import { LeadReport } from './lead-report-view'
import { ReportsList } from './reports-list'
import { RevealProvider } from './reveal'

/** The evidence of a case and the decision about it, kept up to date by live events. */
export function CaseScreen(props: { number: number }) {
  // The next case is shown without asking the server for the page anew: then the address is ahead of it.
  const number = caseNumberOf(usePathname()) ?? props.number
  const t = useTranslations()
  const trpc = useTRPC()
  const refusalText = useRefusalText()
  const { data: item, error, isPending, refetch } = useQuery(trpc.cases.get.queryOptions({ number }))
  if (isPending) return <CaseLoading />
  if (!item) {
    return (
      <Empty
        title={t('app.error_title')}
        action={<Button onClick={() => void refetch()}>{t('app.retry')}</Button>}
      >
        {error && refusalText(error)}
      </Empty>
    )
  }
  return (
    <div className="h-full max-md:overflow-y-auto md:grid md:grid-cols-[minmax(0,1fr)_340px]">
      <RevealProvider>
        <article className="min-w-0 md:h-full md:overflow-y-auto" aria-labelledby="case-title">
          <CaseHeader item={item} />
          <CaseWork key={item.id} item={item} />
          <div className="px-6 pb-8 max-md:px-4">
            <AccusedFacts item={item} />
            <LeadReport item={item} />
            <CaseParts key={item.id} item={item} />
            <ReportsList item={item} />
            <History item={item} />
          </div>
        </article>
      </RevealProvider>
      <a
        href="#decide"
        className="sticky bottom-3 z-10 mx-4 flex h-11 items-center justify-center rounded-lg border border-line-strong bg-raised font-semibold shadow-menu md:hidden"
      >
        {t('case.decide_jump')}
      </a>
      <DecidePane key={item.id} item={item} />
    </div>
  )
}
