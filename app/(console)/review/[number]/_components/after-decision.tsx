'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { PartMessages } from '@/app/_i18n/part-messages'
import { useMe } from '@/app/(console)/_components/me'
import { Button } from '@/components/ui/button'
import type { CaseDetail } from '@/server/features/cases/schema'
import CaseNotices from './case-notices'
import ReviewFacts from './review-facts'

const FileAppeal = dynamic(() => import('./file-appeal'), { ssr: false })

/** What comes after a decision: what it looked at again, who was told, an appeal against it. */
export default function AfterDecision({ item }: { item: CaseDetail }) {
  return (
    <>
      {item.review && <ReviewFacts review={item.review} />}
      <CaseNotices item={item} />
      {item.state === 'closed' && item.type === 'report' && (
        <PartMessages parts={['reviewing']} outline={null}>
          <Appeal item={item} />
        </PartMessages>
      )}
    </>
  )
}

function Appeal({ item }: { item: CaseDetail }) {
  const t = useTranslations('reviewing')
  const me = useMe()
  const [open, setOpen] = useState(false)
  if (!me.may('appeal.file') || item.decision === null) return null
  return (
    <div>
      <Button onClick={() => setOpen(true)}>{t('file')}</Button>
      {open && <FileAppeal item={item} onClose={() => setOpen(false)} />}
    </div>
  )
}
