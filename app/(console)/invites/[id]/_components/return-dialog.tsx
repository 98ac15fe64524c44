'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import type { Arrival } from '@/server/features/invites/console/schema'
import { InviteForm } from '../../_components/invite-form'

/** Asks before a use is given back. */
export default function ReturnUseDialog({ arrival, onClose }: { arrival: Arrival; onClose: () => void }) {
  const t = useTranslations('invites')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refusalText = useRefusalText()
  const again = () => queryClient.invalidateQueries(trpc.invites.pathFilter())
  const save = useMutation(
    trpc.invites.returnUse.mutationOptions({
      onSuccess: async () => {
        onClose()
        await again()
      },
      onError: again,
    }),
  )
  return (
    <InviteForm
      title={t('return_question', { name: arrival.user.name ?? arrival.user.id })}
      subtitle={t('return_text')}
      submitLabel={t('return_use')}
      busy={save.isPending}
      problem={save.error && refusalText(save.error)}
      onClose={onClose}
      onSubmit={() => save.mutate({ redemptionId: arrival.id })}
    />
  )
}
