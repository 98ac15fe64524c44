'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import dynamic from 'next/dynamic'
import { useTranslations } from 'use-intl'
import { ReasonTag } from '@/app/(console)/_components/reason-tag'
import { Time } from '@/components/time/time'
import { Tag } from '@/components/ui/tag'
import { UserText } from '@/components/ui/user-text'
import type { CaseDetail } from '@/server/features/cases/schema'
import { leadReport } from './lead-report'

const ReporterRecord = dynamic(() => import('./reporter-record'), { loading: () => null })

/** What was said about the subject, the gravest and fullest first. */
export function LeadReport({ item }: { item: CaseDetail }) {
  const t = useTranslations('case')
  const words = useTranslations('evidence')
  const lead = leadReport(item.reportsList)
  if (!lead) return null
  const more = item.reportsList.length - 1
  const grave = item.severity >= 3
  return (
    <blockquote
      className={`mt-4 rounded-r border-l-2 bg-surface px-3.5 py-2.5 ${grave ? 'border-danger' : 'border-line-strong'}`}
    >
      {lead.text ? (
        <UserText label={lead.reporter.name} className="text-lg">
          {lead.text}
        </UserText>
      ) : (
        <p className="text-ink-3">{lead.purgedAt === null ? t('no_text') : words('text_purged')}</p>
      )}
      <footer className="mt-1 flex flex-wrap items-center gap-x-1.5 gap-y-1 text-sm text-ink-3">
        <span className="min-w-0 wrap-anywhere text-ink-2" dir="auto">
          {lead.reporter.name}
        </span>
        <ReasonTag reason={lead.reason} />
        <ReporterRecord reporter={lead.reporter} />
        {lead.automated && <Tag>{words('automated')}</Tag>}
        <Time at={lead.at} as="moment" className="text-xs" />
        {more > 0 && (
          <a href="#reports" className="quiet-link">
            {t('and_more', { n: more })}
          </a>
        )}
      </footer>
    </blockquote>
  )
}
