'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { ReasonDialog } from '@/app/(console)/_components/actions/reason-dialog'
import type { PersonDetail } from '@/server/features/people/person/schema'

/** Puts somebody under protection, or ends it. */
export default function ProtectDialog(props: {
  person: PersonDetail
  onClose: () => void
  onDone: () => Promise<unknown>
}) {
  const { userId, nickname, protected: isProtected } = props.person
  const t = useTranslations('person')
  const trpc = useTRPC()
  const set = useMutation(trpc.people.setProtected.mutationOptions())
  const name = nickname || userId
  return (
    <ReasonDialog
      textKey={`protect ${userId}`}
      title={t(isProtected ? 'unprotect_question' : 'protect_question', { name })}
      text={t(isProtected ? 'unprotect_text' : 'protect_text')}
      submitLabel={t(isProtected ? 'unprotect' : 'protect')}
      send={(reason) => set.mutateAsync({ userId, protected: !isProtected, reason })}
      onClose={props.onClose}
      onDone={props.onDone}
    />
  )
}
