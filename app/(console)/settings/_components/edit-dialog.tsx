'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'

/** A form in a dialog: what the server said about it, its fields, and what ends it. */
export function EditDialog(props: {
  title: string
  subtitle?: string
  submitLabel: string
  busy: boolean
  /** What the server refused and no field shows. */
  problem: string | null
  /** Lets go of what was typed, where somebody else saved meanwhile. */
  takeTheirs: (() => void) | null
  /** What else can be done with it, at the left of the buttons. */
  aside?: ReactNode
  onClose: () => void
  onSubmit: () => void
  children: ReactNode
}) {
  const t = useTranslations()
  const theirs = props.takeTheirs
  return (
    <Dialog title={props.title} subtitle={props.subtitle} onClose={props.onClose} locked={props.busy}>
      <form
        className="mt-3.5 grid gap-3.5"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!props.busy) props.onSubmit()
        }}
      >
        {props.problem && (
          <Notice
            tone="danger"
            role="alert"
            action={theirs && <Button onClick={theirs}>{t('desk_settings.take_theirs')}</Button>}
          >
            {props.problem}
          </Notice>
        )}
        {props.children}
        <div className="flex flex-wrap justify-end gap-2">
          {props.aside && <div className="mr-auto">{props.aside}</div>}
          <Button size="md" onClick={props.onClose}>
            {t('app.cancel')}
          </Button>
          <Button type="submit" size="md" variant="primary" busy={props.busy}>
            {props.submitLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
