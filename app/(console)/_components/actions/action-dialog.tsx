'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { useTRPC } from '@/app/_trpc/client'
import { SubmitKey } from '@/components/shell/submit-key'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'
import { Notice } from '@/components/ui/notice'
import { Segmented } from '@/components/ui/segmented'
import type { ActionName } from '@/server/actions/schema'
import { PlanView } from './plan-view'
import { ReasonField } from './reason-field'
import { keepTyped, typedBefore } from './typed-text'
import { useActionForm } from './use-action-form'
import { usePlan } from './use-plan'

export type ActionDialogProps = {
  action: ActionName
  subject: { id: string; name: string }
  /** What the form begins with. */
  input?: Record<string, unknown>
  onClose: () => void
  /** Called when it was written down; the dialog then closes. */
  onDone: () => Promise<unknown>
}

/** Asks for one action on a group: what will happen, to how many, whether it can be taken back, and why. */
export default function ActionDialog({ action, subject, input = {}, onClose, onDone }: ActionDialogProps) {
  const t = useTranslations()
  const named = useNamed()
  const trpc = useTRPC()
  const key = `${action} ${subject.id}`
  const [text, setText] = useState(() => typedBefore(key))
  const [status, setStatus] = useState<'prior' | 'suspended'>('prior')
  const request = {
    action,
    subjectId: subject.id,
    input: action === 'group.restore' ? { ...input, status } : input,
  }
  const plan = usePlan(request)
  const submission = useMutation(trpc.actions.submit.mutationOptions())
  const possible = plan.data !== undefined && plan.data.obstacles.length === 0

  const type = (next: string) => {
    setText(next)
    keepTyped(key, next)
    form.typed()
  }
  const form = useActionForm({
    text,
    send: async (reason) => {
      if (!plan.data || !possible) return
      await submission.mutateAsync({ ...request, plannedVersion: plan.data.version, reason })
      keepTyped(key, '')
      await onDone()
      onClose()
    },
    reread: () => plan.refetch(),
  })

  return (
    <Dialog
      title={named('actions', `${action}.question`)}
      subtitle={
        <>
          {subject.name} · <code className="text-xs">{subject.id}</code>
        </>
      }
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
        {action === 'group.restore' && (
          <Segmented
            label={t('action.status')}
            value={status}
            options={[
              { value: 'prior', label: t('action.status_prior') },
              { value: 'suspended', label: t('action.status_suspended') },
            ]}
            onChange={setStatus}
          />
        )}
        {form.formError && (
          <Notice tone={form.formError.overtaken ? 'warn' : 'danger'} role="alert">
            {form.formError.text}
          </Notice>
        )}
        <PlanView plan={plan} grave={action === 'group.dismiss'} />
        <ReasonField
          ref={form.field}
          value={text}
          onChange={type}
          onSubmit={() => void form.submit()}
          error={form.fieldError}
        />
        <Footer action={action} busy={form.busy} possible={possible} onClose={onClose} />
      </form>
    </Dialog>
  )
}

function Footer(props: { action: ActionName; busy: boolean; possible: boolean; onClose: () => void }) {
  const t = useTranslations()
  const named = useNamed()
  return (
    <div className="flex flex-wrap items-center justify-end gap-2">
      <p className="mr-auto hidden items-center gap-1.5 text-sm text-ink-3 md:flex">
        <Kbd>esc</Kbd> {t('action.esc')}
      </p>
      <Button size="md" onClick={props.onClose}>
        {t('app.cancel')}
      </Button>
      <Button
        type="submit"
        size="md"
        variant={props.action === 'group.dismiss' ? 'danger' : 'primary'}
        busy={props.busy}
        disabled={!props.possible}
      >
        {named('actions', `${props.action}.submit`)}
        <SubmitKey quiet />
      </Button>
    </div>
  )
}
