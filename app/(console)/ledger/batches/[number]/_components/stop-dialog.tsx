'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { ConfirmDialog } from '@/app/(console)/_components/actions/confirm-dialog'
import type { BatchDetail } from './use-batch'

type Props = { batch: BatchDetail; onClose: () => void; onDone: () => Promise<unknown> }

/** Stops a running batch, or puts one away that was not run. */
export default function StopDialog({ batch, ...dialog }: Props) {
  const t = useTranslations('batch')
  const trpc = useTRPC()
  const stop = useMutation(trpc.batches.stop.mutationOptions())
  const what = batch.state === 'running' ? 'stop' : 'put_away'
  return (
    <ConfirmDialog
      {...dialog}
      title={t(`${what}_question`)}
      text={t(`${what}_text`)}
      submitLabel={t(what)}
      send={() => stop.mutateAsync({ batchId: batch.id })}
    />
  )
}
