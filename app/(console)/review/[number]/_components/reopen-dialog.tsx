'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { ReasonDialog } from '@/app/(console)/_components/actions/reason-dialog'
import type { CaseDetail } from '@/server/features/cases/schema'

/** Opens a closed case again, with a reason. */
export default function ReopenDialog(props: {
  item: CaseDetail
  onClose: () => void
  onDone: () => Promise<unknown>
}) {
  const t = useTranslations('decide')
  const trpc = useTRPC()
  const { id } = props.item
  const reopen = useMutation(trpc.cases.reopen.mutationOptions())
  return (
    <ReasonDialog
      textKey={`reopen ${id}`}
      title={t('reopen_title')}
      text={t('reopen_text')}
      submitLabel={t('reopen')}
      send={(reason) => reopen.mutateAsync({ caseId: id, reason })}
      onClose={props.onClose}
      onDone={props.onDone}
    />
  )
}
