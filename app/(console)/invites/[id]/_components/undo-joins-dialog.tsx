'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { batchHref } from '@/app/(console)/_components/batch-href'
import type { InviteDetail } from '@/server/features/invites/console/schema'
import { InviteForm } from '../../_components/invite-form'

const WHICH = ['sanctioned', 'all'] as const

/** Whose joins are to be undone; leads to the plan, where it is run or put away. */
export default function UndoJoinsDialog(props: {
  invite: InviteDetail
  /** Chosen arrivals; without them it asks which. */
  redemptionIds?: readonly string[]
  onClose: () => void
}) {
  const { invite, redemptionIds, onClose } = props
  const t = useTranslations('invites')
  const trpc = useTRPC()
  const router = useRouter()
  const refusalText = useRefusalText()
  const [which, setWhich] = useState<(typeof WHICH)[number]>('sanctioned')
  const prepare = useMutation(
    trpc.invites.prepareUndoJoins.mutationOptions({
      onSuccess: ({ number }) => router.push(batchHref(number)),
    }),
  )
  return (
    <InviteForm
      title={redemptionIds ? t('undo_chosen', { n: redemptionIds.length }) : t('undo_title')}
      subtitle={t('undo_text')}
      submitLabel={t('undo_plan')}
      busy={prepare.isPending || prepare.isSuccess}
      problem={prepare.error && refusalText(prepare.error)}
      onClose={onClose}
      onSubmit={() =>
        prepare.mutate({
          inviteId: invite.id,
          which: redemptionIds ? { redemptionIds: [...redemptionIds] } : which,
        })
      }
    >
      {!redemptionIds && (
        <fieldset className="grid gap-2">
          <legend className="sr-only">{t('undo_which')}</legend>
          {WHICH.map((one) => (
            <label key={one} className="flex items-start gap-2">
              <input
                type="radio"
                name="which"
                className="mt-1 accent-accent"
                checked={which === one}
                onChange={() => setWhich(one)}
              />
              {one === 'all' ? t('undo_all', { n: invite.counts.joined }) : t('undo_sanctioned')}
            </label>
          ))}
        </fieldset>
      )}
    </InviteForm>
  )
}
