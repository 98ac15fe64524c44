'use client'

import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { SubmitKey } from '@/components/shell/submit-key'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import type { CaseDetail } from '@/server/features/cases/schema'

/** What every tool of a case is given. */
export type ToolProps = { item: CaseDetail; onClose: () => void; onDone: () => Promise<unknown> }

/** A dialog that asks for something else than a reason. Stays open when it fails. */
export function ToolDialog(props: {
  title: string
  text?: string
  submitLabel: string
  ready: boolean
  send: () => Promise<unknown>
  onClose: () => void
  onDone: () => Promise<unknown>
  children: ReactNode
}) {
  const t = useTranslations('app')
  const refusalText = useRefusalText()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const submit = async () => {
    if (busy || !props.ready) return
    setBusy(true)
    setError(null)
    try {
      await props.send()
      await props.onDone()
      props.onClose()
    } catch (failure) {
      setError(failure)
      setBusy(false)
      await props.onDone()
    }
  }
  return (
    <Dialog title={props.title} subtitle={props.text} onClose={props.onClose} locked={busy}>
      <form
        className="mt-3.5 grid grid-cols-[minmax(0,1fr)] gap-3.5"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        {error !== null && (
          <Notice tone="danger" role="alert">
            {refusalText(error)}
          </Notice>
        )}
        {props.children}
        <div className="flex justify-end gap-2">
          <Button size="md" onClick={props.onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" size="md" variant="primary" busy={busy} disabled={!props.ready}>
            {props.submitLabel} <SubmitKey quiet />
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
