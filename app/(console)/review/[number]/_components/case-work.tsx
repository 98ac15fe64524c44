'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import { useMutation } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { useMe } from '@/app/(console)/_components/me'
import { useKeys } from '@/components/shell/keys'
import { Button } from '@/components/ui/button'
import { Tag } from '@/components/ui/tag'
import type { CaseDetail } from '@/server/features/cases/schema'
import { useNextCase } from '../../_components/next-case'
import type { Tool } from './case-tools'
import { Presence } from './presence'

const CaseTools = dynamic(() => import('./case-tools'), { ssr: false })
const CaseNotes = dynamic(() => import('./case-notes'), { ssr: false })

/** What people do with a case besides deciding it: notes, giving it to others, changing what it is about. */
export function CaseWork({ item }: { item: CaseDetail }) {
  const t = useTranslations('review')
  const me = useMe()
  const trpc = useTRPC()
  const next = useNextCase()
  const refusalText = useRefusalText()
  const [tool, setTool] = useState<Tool | null>(null)
  const [notes, setNotes] = useState(item.asksMe)
  const skip = useMutation(trpc.cases.skip.mutationOptions({ onSuccess: () => next.go() }))
  const open = item.state === 'open' && me.may('case.claim')
  const onOpen = (run: () => void) => (open ? run : undefined)
  useKeys({
    e: onOpen(() => setTool('escalate')),
    z: onOpen(() => setTool('snooze')),
    s: onOpen(() => !skip.isPending && skip.mutate({ caseId: item.id, epoch: item.epoch })),
    m: () => setNotes(true),
  })
  return (
    <>
      <div className="flex min-h-10 flex-wrap items-center gap-1.5 border-b border-line px-6 py-1.5 max-md:px-4">
        {item.emergency && <Tag tone="danger">{t('emergency')}</Tag>}
        {item.legalHold && <Tag>{t('legal_hold')}</Tag>}
        {item.automated && <Tag>{t('automated')}</Tag>}
        {item.assignedTo && <Tag>{t('assigned_to', { name: item.assignedTo.name })}</Tag>}
        <Presence caseId={item.id} />
        <span className="ml-auto flex gap-1">
          <Button
            variant="ghost"
            aria-expanded={notes}
            aria-keyshortcuts="m"
            onClick={() => setNotes(!notes)}
          >
            {t('notes_button', { n: item.notesCount })}
          </Button>
          {me.may('case.claim') && (
            <Button
              variant="ghost"
              aria-haspopup="dialog"
              aria-label={t('tools')}
              onClick={() => setTool('menu')}
            >
              ⋯
            </Button>
          )}
        </span>
        {skip.isError && (
          <p role="alert" className="basis-full text-sm text-danger">
            {refusalText(skip.error)}
          </p>
        )}
      </div>
      {notes && <CaseNotes item={item} />}
      {tool && (
        <CaseTools
          item={item}
          tool={tool}
          onTool={setTool}
          onSkip={() => skip.mutate({ caseId: item.id, epoch: item.epoch })}
        />
      )}
    </>
  )
}
