'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import type { DriftItem } from '@/server/actions/drift/schema'
import { ReasonDialog } from '../actions/reason-dialog'
import { DriftKind } from './drift-kind'

/** Asks why what OpenIM shows is accepted as what should be. */
export default function AcceptDialog(props: {
  item: DriftItem
  onClose: () => void
  onDone: () => Promise<unknown>
}) {
  const t = useTranslations('drift')
  const trpc = useTRPC()
  const accept = useMutation(trpc.drift.accept.mutationOptions())
  const { item } = props
  return (
    <ReasonDialog
      textKey={`accept ${item.id}`}
      title={t('accept_question')}
      text={
        <>
          <DriftKind item={item} />. {t('accept_text')}
        </>
      }
      submitLabel={t('accept_submit')}
      send={(reason) => accept.mutateAsync({ id: item.id, reason })}
      onClose={props.onClose}
      onDone={props.onDone}
    />
  )
}
