'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { ReasonDialog } from '@/app/(console)/_components/actions/reason-dialog'
import type { GroupDetail } from '@/server/features/groups/schema'

/** Puts a group under protection, or ends it. */
export default function ProtectDialog(props: {
  group: GroupDetail
  onClose: () => void
  onDone: () => Promise<unknown>
}) {
  const { groupId, name, protected: isProtected } = props.group
  const t = useTranslations('group')
  const trpc = useTRPC()
  const set = useMutation(trpc.groups.setProtected.mutationOptions())
  return (
    <ReasonDialog
      textKey={`protect ${groupId}`}
      title={t(isProtected ? 'unprotect_question' : 'protect_question', { name })}
      text={t(isProtected ? 'unprotect_text' : 'protect_text')}
      submitLabel={t(isProtected ? 'unprotect' : 'protect')}
      send={(reason) => set.mutateAsync({ groupId, protected: !isProtected, reason })}
      onClose={props.onClose}
      onDone={props.onDone}
    />
  )
}
