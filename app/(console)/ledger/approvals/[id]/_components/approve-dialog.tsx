'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { TextArea } from '@/components/ui/text-area'
import type { ApprovalDetail } from '@/server/features/approvals/schema'

const LONGEST_NOTE = 2_000

/** Agrees to what is requested; a note may go with it. */
export default function ApproveDialog(props: {
  approval: ApprovalDetail
  label: string
  onClose: () => void
  onDone: () => Promise<unknown>
}) {
  const t = useTranslations()
  const trpc = useTRPC()
  const refusalText = useRefusalText()
  const [note, setNote] = useState('')
  const approve = useMutation(
    trpc.approvals.approve.mutationOptions({
      onSuccess: async () => {
        await props.onDone()
        props.onClose()
      },
      onError: () => void props.onDone(),
    }),
  )
  const { approval, label } = props
  const submit = () => !approve.isPending && approve.mutate({ approvalId: approval.id, note })
  return (
    <Dialog
      title={t('approval.approve_question')}
      subtitle={label}
      onClose={props.onClose}
      locked={approve.isPending}
    >
      <form
        className="mt-3.5 grid grid-cols-[minmax(0,1fr)] gap-3.5"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {approve.isError && (
          <Notice tone="danger" role="alert">
            {refusalText(approve.error)}
          </Notice>
        )}
        <Field label={t('approval.note')} hint={t('approval.note_optional')}>
          {(control) => (
            <TextArea
              {...control}
              data-first=""
              value={note}
              maxLength={LONGEST_NOTE}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        <div className="flex flex-wrap justify-end gap-2">
          <Button size="md" onClick={props.onClose}>
            {t('app.cancel')}
          </Button>
          <Button
            type="submit"
            size="md"
            variant={approval.action === 'group.dismiss' ? 'danger' : 'primary'}
            busy={approve.isPending}
          >
            {t('approval.approve_label', { label })}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
