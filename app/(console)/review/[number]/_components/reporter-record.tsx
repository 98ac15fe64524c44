'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useMe } from '@/app/(console)/_components/me'
import { Time } from '@/components/time/time'
import { Tag } from '@/components/ui/tag'
import type { ReportedBy } from '@/server/features/cases/schema'
import { isVisitor } from '@/server/features/reporters/visitor'

const MuteDialog = dynamic(() => import('./mute-dialog'), { ssr: false })

/** How somebody's other reports turned out, whether they are muted, and the way to mute them. */
export default function ReporterRecord({ reporter }: { reporter: ReportedBy }) {
  const t = useTranslations('reporter')
  const { may } = useMe()
  const [open, setOpen] = useState(false)
  const { upheld, dismissed, mutedUntil } = reporter
  if (isVisitor(reporter.id)) return <Tag>{t('visitor')}</Tag>
  return (
    <>
      <span className="text-xs text-ink-3 tabular-nums" title={t('record_hint')}>
        {upheld + dismissed > 0 ? t('record', { upheld, dismissed }) : t('no_record')}
      </span>
      {mutedUntil !== null && (
        <Tag>
          {t('muted_until')} <Time at={mutedUntil} as="moment" />
        </Tag>
      )}
      {may('reporter.mute') && (
        <button type="button" className="quiet-link text-xs" onClick={() => setOpen(true)}>
          {mutedUntil === null ? t('mute') : t('unmute')}…
        </button>
      )}
      {open && <MuteDialog reporter={reporter} onClose={() => setOpen(false)} />}
    </>
  )
}
