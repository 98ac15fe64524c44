'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { FORM_PARTS } from '@/app/(console)/_components/actions/forms/form-parts'
import { batchHref } from '@/app/(console)/_components/batch-href'
import { PlanBatchDialog } from '@/app/(console)/_components/plan-batch-dialog'
import type { ActionName } from '@/server/actions/schema'
import type { MemberFilter } from '@/server/features/groups/page/schema'

/** Some people, or all members who match. */
export type ChosenMembers = { userIds: string[] } | { filter: MemberFilter }

/** Asks for what an action on many members needs, and leads to its plan, where it is run or put away. */
export default function MembersBatchDialog(props: {
  groupId: string
  action: ActionName
  title: string
  /** Null while nobody is chosen. */
  chosen: ChosenMembers | null
  onClose: () => void
  children?: ReactNode
}) {
  const { groupId, action, chosen } = props
  const t = useTranslations('group')
  const trpc = useTRPC()
  const router = useRouter()
  const FormPart = FORM_PARTS[action]
  const [input, setInput] = useState<Record<string, unknown> | null>(FormPart ? null : {})
  const planning = useMutation(
    trpc.groups.prepareMembersBatch.mutationOptions({
      onSuccess: ({ number }) => router.push(batchHref(number)),
    }),
  )
  return (
    <PlanBatchDialog
      title={props.title}
      subtitle={t('batch_text')}
      submit={t('batch_plan')}
      planning={planning}
      ready={input !== null && chosen !== null}
      onSubmit={() => input && chosen && planning.mutate({ groupId, action, input, ...chosen })}
      onClose={props.onClose}
    >
      {props.children}
      {FormPart && (
        <FormPart
          subject={{ id: groupId, name: '' }}
          textKey={`batch ${action} ${groupId}`}
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
