'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { useTRPC } from '@/app/_trpc/client'
import { FORM_PARTS } from '@/app/(console)/_components/actions/forms/form-parts'
import { batchHref } from '@/app/(console)/_components/batch-href'
import { PlanBatchDialog } from '@/app/(console)/_components/plan-batch-dialog'
import type { ActionName } from '@/server/actions/schema'
import type { BulkDialogProps } from './bulk-actions'

/** Asks for what an action on many groups needs, and leads to its plan, where it is run or put away. */
export default function BatchDialog(props: BulkDialogProps & { action: ActionName }) {
  const { action, chosen, text } = props
  const t = useTranslations('groups')
  const named = useNamed()
  const trpc = useTRPC()
  const router = useRouter()
  const FormPart = BULK_FORMS.has(action) ? FORM_PARTS[action] : undefined
  const [input, setInput] = useState<Record<string, unknown> | null>(FormPart ? null : {})
  const planning = useMutation(
    trpc.groups.prepareBatch.mutationOptions({ onSuccess: ({ number }) => router.push(batchHref(number)) }),
  )
  return (
    <PlanBatchDialog
      title={t('bulk_title', { action: named('actions', `${action}.label`), groups: text })}
      subtitle={t('bulk_text')}
      submit={t('bulk_plan')}
      planning={planning}
      ready={input !== null}
      onSubmit={() => input && planning.mutate({ action, input, ...chosen })}
      onClose={props.onClose}
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
    </PlanBatchDialog>
  )
}

/** Those whose form asks for nothing that only one group has. */
const BULK_FORMS: ReadonlySet<ActionName> = new Set(['group.suspend', 'group.dismiss'])
