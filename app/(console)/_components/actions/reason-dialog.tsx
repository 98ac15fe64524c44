'use client'

import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { SubmitKey } from '@/components/shell/submit-key'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { ReasonField } from './reason-field'
import { keepTyped, typedBefore } from './typed-text'
import { useActionForm } from './use-action-form'

/** A dialog that asks for a reason, and for what its children ask. Stays open when it fails; what was typed survives closing it. */
export function ReasonDialog(props: {
  /** Names the text that is kept. */
  textKey: string
  title: ReactNode
  text: ReactNode
  submitLabel: ReactNode
  send: (reason: string) => Promise<unknown>
  onClose: () => void
  onDone: () => Promise<unknown>
  children?: ReactNode
}) {
  const t = useTranslations('app')
  const [text, setText] = useState(() => typedBefore(props.textKey))
  const form = useActionForm({
    text,
    send: async (reason) => {
      await props.send(reason)
      keepTyped(props.textKey, '')
      await props.onDone()
      props.onClose()
    },
    reread: props.onDone,
  })
  return (
    <Dialog title={props.title} subtitle={props.text} onClose={props.onClose} locked={form.busy}>
      <form
        className="mt-3.5 grid grid-cols-[minmax(0,1fr)] gap-3.5"
        onSubmit={(event) => {
          event.preventDefault()
          void form.submit()
        }}
      >
        {props.children}
        {form.formError && (
          <Notice tone="danger" role="alert">
            {form.formError.text}
          </Notice>
        )}
        <ReasonField
          ref={form.field}
          value={text}
          onChange={(next) => {
            setText(next)
            keepTyped(props.textKey, next)
            form.typed()
          }}
          onSubmit={() => void form.submit()}
          error={form.fieldError}
        />
        <div className="flex justify-end gap-2">
          <Button size="md" onClick={props.onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" size="md" variant="primary" busy={form.busy}>
            {props.submitLabel} <SubmitKey quiet />
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
