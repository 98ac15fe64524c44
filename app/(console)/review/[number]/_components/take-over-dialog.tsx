'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { ReasonDialog } from '@/app/(console)/_components/actions/reason-dialog'
import type { CaseDetail } from '@/server/features/cases/schema'

/** Takes a case from whoever holds it, with a reason. */
export default function TakeOverDialog(props: {
  item: CaseDetail
  name: string
  onClose: () => void
  onDone: () => Promise<unknown>
}) {
  const t = useTranslations('decide')
  const trpc = useTRPC()
  const { id, epoch } = props.item
  const takeOver = useMutation(trpc.cases.takeOver.mutationOptions())
  return (
    <ReasonDialog
      textKey={`take-over ${id}`}
      title={t('take_over_title')}
      text={t('take_over_text', { name: props.name })}
      submitLabel={t('take_over_submit')}
      send={(reason) => takeOver.mutateAsync({ caseId: id, epoch, reason })}
      onClose={props.onClose}
      onDone={props.onDone}
    />
  )
}
