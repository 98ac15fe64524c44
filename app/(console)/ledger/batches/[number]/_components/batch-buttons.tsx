'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useMe } from '@/app/(console)/_components/me'
import { Button } from '@/components/ui/button'
import { buttonClass } from '@/components/ui/button-class'
import type { BatchDetail } from './use-batch'

const StartDialog = dynamic(() => import('./start-dialog'), { ssr: false })
const StopDialog = dynamic(() => import('./stop-dialog'), { ssr: false })
const UndoDialog = dynamic(() => import('./undo-dialog'), { ssr: false })

/** What can be done with a batch as it stands. */
export function BatchButtons({ batch, reread }: { batch: BatchDetail; reread: () => Promise<unknown> }) {
  const t = useTranslations('batch')
  const { id, may } = useMe()
  const [open, setOpen] = useState<'start' | 'stop' | 'undo' | null>(null)
  const { state, counts } = batch
  const mayAct = may('action.submit')
  const isOver = state === 'done' || state === 'stopped'
  const dialog = { batch, onClose: () => setOpen(null), onDone: reread }
  return (
    <div className="flex flex-wrap gap-2 max-md:w-full">
      {mayAct && state === 'planned' && batch.by.id === id && (
        <Button
          variant="primary"
          size="md"
          disabled={!counts.waiting || !may(batch.action)}
          onClick={() => setOpen('start')}
        >
          {t('start')}…
        </Button>
      )}
      {mayAct && (state === 'planned' || state === 'planning') && (
        <Button size="md" onClick={() => setOpen('stop')}>
          {t('put_away')}…
        </Button>
      )}
      {mayAct && state === 'running' && (
        <Button size="md" onClick={() => setOpen('stop')}>
          {t('stop')}…
        </Button>
      )}
      {mayAct && isOver && Boolean(counts.verified) && (
        <Button size="md" onClick={() => setOpen('undo')}>
          {t('undo')}…
        </Button>
      )}
      {may('list.export') && state !== 'planning' && (
        <a
          href={`/api/exports/batch?number=${batch.number}`}
          download
          className={buttonClass({ size: 'md' })}
        >
          {t('export')}
        </a>
      )}
      {open === 'start' && <StartDialog {...dialog} />}
      {open === 'stop' && <StopDialog {...dialog} />}
      {open === 'undo' && <UndoDialog {...dialog} />}
    </div>
  )
}
