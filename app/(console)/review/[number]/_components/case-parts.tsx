'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import type { CaseDetail } from '@/server/features/cases/schema'
import { Evidence, Wanted } from './evidence'

const PartTabs = dynamic(() => import('./part-tabs'), { loading: () => null })

/** What the case is about, one thing at a time; first that which the report to read first is about. */
export function CaseParts({ item }: { item: CaseDetail }) {
  const t = useTranslations('evidence')
  const trpc = useTRPC()
  const [chosenId, setChosenId] = useState<string | null>(null)
  const firstId = item.evidence.subjectId
  const part = item.parts.find(({ id }) => id === (chosenId ?? firstId)) ?? item.parts[0]
  const isOther = part !== undefined && part.id !== firstId
  const other = useQuery({
    ...trpc.evidence.part.queryOptions({ subjectId: part?.id ?? firstId }),
    enabled: isOther,
  })
  if (!part) return null
  const shown = isOther
    ? other.data
    : { evidence: item.evidence, reports: item.reportsList.filter((report) => report.subjectId === part.id) }
  return (
    <>
      {item.parts.length > 1 && <PartTabs item={item} current={part.id} onSelect={setChosenId} />}
      {shown ? (
        <Evidence key={part.id} item={item} part={part} {...shown} />
      ) : (
        <div className="mt-6">{other.isError ? <p role="alert">{t('part_failed')}</p> : <Wanted />}</div>
      )}
    </>
  )
}
