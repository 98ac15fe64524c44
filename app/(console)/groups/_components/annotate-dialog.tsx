'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import type { BulkDialogProps } from './bulk-actions'

type Change = { category: string | null } | { addTags: string[]; removeTags: string[] }

/** Sets what we keep about the chosen groups, at once, and says how many changed. `change` is null while it says nothing. */
export function AnnotateDialog(
  props: BulkDialogProps & { title: string; submitLabel: string; change: Change | null; children: ReactNode },
) {
  const t = useTranslations()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refusalText = useRefusalText()
  const [changed, setChanged] = useState<number | null>(null)
  const annotate = useMutation(
    trpc.groups.annotateAll.mutationOptions({
      onSuccess: (done) => setChanged(done.changed),
      onSettled: () => queryClient.invalidateQueries(trpc.groups.pathFilter()),
    }),
  )
  const { change, chosen } = props
  const close = () => {
    if (changed !== null) props.onDone()
    props.onClose()
  }
  return (
    <Dialog title={props.title} onClose={close} locked={annotate.isPending}>
      <form
        className="mt-3.5 grid grid-cols-[minmax(0,1fr)] gap-3.5"
        onSubmit={(event) => {
          event.preventDefault()
          if (change && !annotate.isPending) annotate.mutate({ ...change, ...chosen })
        }}
      >
        {changed === null ? (
          props.children
        ) : (
          <Notice tone="ok" role="status">
            {t('groups.annotated', { changed })}
          </Notice>
        )}
        {annotate.isError && (
          <Notice tone="danger" role="alert">
            {refusalText(annotate.error)}
          </Notice>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button size="md" onClick={close}>
            {t(changed === null ? 'app.cancel' : 'app.close')}
          </Button>
          {changed === null && (
            <Button
              type="submit"
              size="md"
              variant="primary"
              busy={annotate.isPending}
              disabled={change === null}
            >
              {props.submitLabel}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  )
}
