'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { FORM_PARTS } from '@/app/(console)/_components/actions/forms/form-parts'
import { batchHref } from '@/app/(console)/_components/batch-href'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import type { ActionName } from '@/server/actions/schema'
import type { BulkDialogProps } from './bulk-actions'

/** Asks for what an action on many groups needs, and leads to its plan, where it is run or put away. */
export default function BatchDialog(props: BulkDialogProps & { action: ActionName }) {
  const { action, chosen, text } = props
  const t = useTranslations()
  const named = useNamed()
  const trpc = useTRPC()
  const router = useRouter()
  const refusalText = useRefusalText()
  const FormPart = BULK_FORMS.has(action) ? FORM_PARTS[action] : undefined
  const [input, setInput] = useState<Record<string, unknown> | null>(FormPart ? null : {})
  const prepare = useMutation(
    trpc.groups.prepareBatch.mutationOptions({ onSuccess: ({ number }) => router.push(batchHref(number)) }),
  )
  const busy = prepare.isPending || prepare.isSuccess
  return (
    <Dialog
      title={t('groups.bulk_title', { action: named('actions', `${action}.label`), groups: text })}
      subtitle={t('groups.bulk_text')}
      onClose={props.onClose}
      locked={prepare.isPending}
    >
      <form
        className="mt-3.5 grid grid-cols-[minmax(0,1fr)] gap-3.5"
        onSubmit={(event) => {
          event.preventDefault()
          if (input && !busy) prepare.mutate({ action, input, ...chosen })
        }}
      >
        {FormPart && (
          <FormPart
            subject={{ id: '', name: text }}
            textKey={`batch ${action}`}
            start={{}}
            now={{}}
            defaults={{}}
            obstacles={[]}
            onInput={setInput}
          />
        )}
        {prepare.isError && (
          <Notice tone="danger" role="alert">
            {refusalText(prepare.error)}
          </Notice>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button size="md" onClick={props.onClose}>
            {t('app.cancel')}
          </Button>
          <Button type="submit" size="md" variant="primary" busy={busy} disabled={!input}>
            {t('groups.bulk_plan')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** Those whose form asks for nothing that only one group has. */
const BULK_FORMS: ReadonlySet<ActionName> = new Set(['group.suspend', 'group.dismiss'])
