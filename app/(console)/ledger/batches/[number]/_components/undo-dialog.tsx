'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { ConfirmDialog } from '@/app/(console)/_components/actions/confirm-dialog'
import { batchHref } from '@/app/(console)/_components/batch-href'
import type { BatchDetail } from './use-batch'

type Props = { batch: BatchDetail; onClose: () => void; onDone: () => Promise<unknown> }

/** Begins planning the batch that takes this one back, and leads there. */
export default function UndoDialog({ batch, ...dialog }: Props) {
  const t = useTranslations('batch')
  const trpc = useTRPC()
  const router = useRouter()
  const queryClient = useQueryClient()
  const undo = useMutation(trpc.batches.prepareUndo.mutationOptions())
  const send = async () => {
    const made = await undo.mutateAsync({ batchId: batch.id })
    const { number } = await queryClient.fetchQuery(trpc.batches.get.queryOptions(made))
    router.push(batchHref(number))
  }
  return (
    <ConfirmDialog
      {...dialog}
      title={t('undo_question')}
      text={t('undo_text')}
      submitLabel={t('undo_submit')}
      send={send}
    />
  )
}
