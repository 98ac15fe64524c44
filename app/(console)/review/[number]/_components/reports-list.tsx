'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import dynamic from 'next/dynamic'
import { useTranslations } from 'use-intl'
import { ReasonTag } from '@/app/(console)/_components/reason-tag'
import { Time } from '@/components/time/time'
import { Section } from '@/components/ui/section'
import { Tag } from '@/components/ui/tag'
import { UserText } from '@/components/ui/user-text'
import type { CaseDetail } from '@/server/features/cases/schema'
import { ComparisonTag } from './comparison-tag'

const ReporterRecord = dynamic(() => import('./reporter-record'), { loading: () => null })

/** Everything that was reported, in the order it came. */
export function ReportsList({ item }: { item: CaseDetail }) {
  const t = useTranslations('case')
  const words = useTranslations('evidence')
  return (
    <Section
      id="reports"
      title={t('reports')}
      beside={<span className="font-mono text-xs text-ink-3">{item.reportsList.length}</span>}
    >
      <ol className="divide-y divide-line rounded-lg border border-line bg-surface">
        {item.reportsList.map((report) => (
          <li key={report.id} className="px-4 py-2.5">
            <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <b className="min-w-0 wrap-anywhere font-strong" dir="auto">
                {report.reporter.name}
              </b>
              <ReasonTag reason={report.reason} />
              <ReporterRecord reporter={report.reporter} />
              {report.automated && <Tag>{words('automated')}</Tag>}
              {report.comparison !== 'match' && item.kind === 'message' && (
                <ComparisonTag reports={[report]} />
              )}
              <Time at={report.at} as="moment" className="ml-auto text-xs text-ink-3" />
            </div>
            {report.text && (
              <UserText label={report.reporter.name} className="mt-0.5 text-ink-2">
                {report.text}
              </UserText>
            )}
            {report.purgedAt !== null && <p className="text-ink-3">{words('text_purged')}</p>}
          </li>
        ))}
      </ol>
    </Section>
  )
}
