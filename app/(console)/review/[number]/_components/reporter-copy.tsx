'use client'

import { useTranslations } from 'use-intl'
import type { CaseDetail } from '@/server/features/cases/schema'

/** What reporters sent, where it is not what OpenIM had: both stand side by side, nobody has to guess. */
export function ReporterCopy({ item }: { item: CaseDetail }) {
  const t = useTranslations('case')
  const differing = item.reportsList.filter((report) => report.copyText !== null)
  if (differing.length === 0) return null
  const had = item.evidence.messages.find((message) => message.reported)
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {had && <Copy label={t('openim_had')} text={had.text} />}
      {differing.map((report) => (
        <Copy
          key={report.id}
          label={`${t('reporter_copy')} · ${report.reporter.name}`}
          text={report.copyText ?? ''}
        />
      ))}
    </div>
  )
}

function Copy({ label, text }: { label: string; text: string }) {
  return (
    <figure className="rounded-lg border border-line bg-surface px-3.5 py-2.5">
      <figcaption className="text-sm text-ink-3">{label}</figcaption>
      <p dir="auto" className="break-words whitespace-pre-line">
        {text}
      </p>
    </figure>
  )
}
