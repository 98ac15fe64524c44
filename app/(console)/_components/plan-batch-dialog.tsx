'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'

/** The call that plans a batch, as a mutation has it. */
type Planning = { isPending: boolean; isSuccess: boolean; error: unknown }

/** Asks for what an action on many needs; submitted, it is planned, and the page of its plan opens. */
export function PlanBatchDialog(props: {
  title: string
  subtitle: string
  submit: string
  planning: Planning
  /** Whether all that is needed is there. */
  ready: boolean
  onSubmit: () => void
  onClose: () => void
  children?: ReactNode
}) {
  const { planning, ready } = props
  const t = useTranslations('app')
  const refusalText = useRefusalText()
  // The page of the plan is on its way.
  const busy = planning.isPending || planning.isSuccess
  return (
    <Dialog title={props.title} subtitle={props.subtitle} onClose={props.onClose} locked={planning.isPending}>
      <form
        className="mt-3.5 grid grid-cols-[minmax(0,1fr)] gap-3.5"
        onSubmit={(event) => {
          event.preventDefault()
          if (ready && !busy) props.onSubmit()
        }}
      >
        {props.children}
        {planning.error !== null && (
          <Notice tone="danger" role="alert">
            {refusalText(planning.error)}
          </Notice>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button size="md" onClick={props.onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" size="md" variant="primary" busy={busy} disabled={!ready}>
            {props.submit}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
