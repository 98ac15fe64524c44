'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import type { InviteItem } from '@/server/features/invites/console/schema'
import { InviteForm } from '../../_components/invite-form'

/** Asks before a link is paused, resumed or ended for good. */
export default function StateDialog(props: {
  what: 'pause' | 'resume' | 'revoke'
  invite: Pick<InviteItem, 'id' | 'version' | 'spelled' | 'pauseReason'>
  onClose: () => void
}) {
  const { what, invite, onClose } = props
  const t = useTranslations('invites')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refusalText = useRefusalText()
  const again = () => queryClient.invalidateQueries(trpc.invites.pathFilter())
  const options = {
    onSuccess: async () => {
      onClose()
      await again()
    },
    onError: again,
  }
  const save = {
    pause: useMutation(trpc.invites.pause.mutationOptions(options)),
    resume: useMutation(trpc.invites.resume.mutationOptions(options)),
    revoke: useMutation(trpc.invites.revoke.mutationOptions(options)),
  }[what]
  const abused = what === 'resume' && invite.pauseReason === 'abuse'
  return (
    <InviteForm
      title={t(`${what}_question`, { code: invite.spelled })}
      subtitle={t(abused ? 'resume_abuse_text' : `${what}_text`)}
      submitLabel={t(what)}
      danger={what === 'revoke'}
      busy={save.isPending}
      problem={save.error && refusalText(save.error)}
      onClose={onClose}
      onSubmit={() => save.mutate({ id: invite.id, version: invite.version })}
    />
  )
}
