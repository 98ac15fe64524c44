'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'

/** A form about links in a dialog: what the server said about it, its fields, and what ends it. */
export function InviteForm(props: {
  title: string
  subtitle?: string
  submitLabel: string
  busy: boolean
  danger?: boolean
  /** What the server refused and no field shows. */
  problem: string | null
  onClose: () => void
  onSubmit: () => void
  children?: ReactNode
}) {
  const t = useTranslations('app')
  return (
    <Dialog title={props.title} subtitle={props.subtitle} onClose={props.onClose} locked={props.busy}>
      <form
        className="mt-3.5 grid grid-cols-[minmax(0,1fr)] gap-3.5"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!props.busy) props.onSubmit()
        }}
      >
        {props.problem && (
          <Notice tone="danger" role="alert">
            {props.problem}
          </Notice>
        )}
        {props.children}
        <div className="flex flex-wrap justify-end gap-2">
          <Button size="md" data-first={props.danger ? '' : undefined} onClick={props.onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" size="md" variant={props.danger ? 'danger' : 'primary'} busy={props.busy}>
            {props.submitLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
