'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { useTRPC } from '@/app/_trpc/client'
import ApprovalNotice from '@/app/(console)/_components/actions/approval-notice'
import { ReasonField } from '@/app/(console)/_components/actions/reason-field'
import { keepTyped, typedBefore } from '@/app/(console)/_components/actions/typed-text'
import { useActionForm } from '@/app/(console)/_components/actions/use-action-form'
import { useEmergency } from '@/app/(console)/_components/actions/use-emergency'
import { SubmitKey } from '@/components/shell/submit-key'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import type { BatchDetail } from './use-batch'

type Props = { batch: BatchDetail; onClose: () => void; onDone: () => Promise<unknown> }

/** Runs the plan that is shown, with the reason of all its actions, or asks a second person for it. */
export default function StartDialog({ batch, onClose, onDone }: Props) {
  const t = useTranslations()
  const named = useNamed()
  const trpc = useTRPC()
  const key = `batch ${batch.id}`
  const [text, setText] = useState(() => typedBefore(key))
  const emergency = useEmergency(batch)
  const start = useMutation(trpc.batches.start.mutationOptions())
  const { approval, action } = batch
  const items = batch.counts.waiting ?? 0
  const label = named('actions', `${action}.label`)
  const form = useActionForm({
    text,
    send: async (reason) => {
      await start.mutateAsync({
        batchId: batch.id,
        planHash: batch.planHash ?? '',
        reason,
        emergency: emergency.chosen,
      })
      keepTyped(key, '')
      await onDone()
      onClose()
    },
    reread: onDone,
  })
  const submitLabel = t('batch.start_submit', { label, items })
  return (
    <Dialog
      title={t('batch.start_question')}
      subtitle={t('batch.start_text', { label, items, people: batch.people })}
      onClose={onClose}
      locked={form.busy}
    >
      <form
        className="mt-3.5 grid grid-cols-[minmax(0,1fr)] gap-3.5"
        onSubmit={(event) => {
          event.preventDefault()
          void form.submit()
        }}
      >
        {form.formError && (
          <Notice tone={form.formError.overtaken ? 'warn' : 'danger'} role="alert">
            {form.formError.text}
          </Notice>
        )}
        {approval && (
          <ApprovalNotice
            action={action}
            approval={approval}
            people={approval.largest}
            isProtected={false}
            isBatch
            emergency={emergency}
          />
        )}
        <ReasonField
          ref={form.field}
          value={text}
          onChange={(next) => {
            setText(next)
            keepTyped(key, next)
            form.typed()
          }}
          onSubmit={() => void form.submit()}
          error={form.fieldError}
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button size="md" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button type="submit" size="md" variant="primary" busy={form.busy}>
            {emergency.asks ? t('action.propose', { label: submitLabel }) : submitLabel} <SubmitKey quiet />
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
