'use client'

import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'

/** A dialog that asks nothing but whether. Stays open when it fails, and what is behind it is read again. */
export function ConfirmDialog(props: {
  title: ReactNode
  text: ReactNode
  submitLabel: ReactNode
  send: () => Promise<unknown>
  onClose: () => void
  onDone: () => Promise<unknown>
}) {
  const t = useTranslations('app')
  const refusalText = useRefusalText()
  const sending = useMutation({
    mutationFn: props.send,
    onSuccess: async () => {
      await props.onDone()
      props.onClose()
    },
    onError: () => void props.onDone(),
  })
  return (
    <Dialog title={props.title} subtitle={props.text} onClose={props.onClose} locked={sending.isPending}>
      {sending.isError && (
        <Notice tone="danger" role="alert" className="mt-3.5">
          {refusalText(sending.error)}
        </Notice>
      )}
      <div className="mt-4 flex justify-end gap-2">
        <Button size="md" onClick={props.onClose}>
          {t('cancel')}
        </Button>
        <Button
          size="md"
          variant="primary"
          data-first=""
          busy={sending.isPending}
          onClick={() => sending.mutate()}
        >
          {props.submitLabel}
        </Button>
      </div>
    </Dialog>
  )
}
