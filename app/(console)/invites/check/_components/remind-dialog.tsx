'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { InviteForm } from '../../_components/invite-form'

/** Reminds those who lead a group of the people who wait. */
export default function RemindDialog(props: { redemptionId: string; onClose: () => void }) {
  const { redemptionId, onClose } = props
  const t = useTranslations('invites')
  const trpc = useTRPC()
  const refusalText = useRefusalText()
  const remind = useMutation(trpc.invites.remind.mutationOptions())
  if (remind.data) {
    return (
      <Dialog title={t('reminded', { n: remind.data.people })} onClose={onClose}>
        <div className="mt-3.5 flex justify-end">
          <Button size="md" variant="primary" data-first="" onClick={onClose}>
            {t('done')}
          </Button>
        </div>
      </Dialog>
    )
  }
  return (
    <InviteForm
      title={t('remind_title')}
      subtitle={t('remind_text')}
      submitLabel={t('remind_submit')}
      busy={remind.isPending}
      problem={remind.error && refusalText(remind.error)}
      onClose={onClose}
      onSubmit={() => remind.mutate({ redemptionId })}
    />
  )
}
