'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { FORM_PARTS } from '@/app/(console)/_components/actions/forms/form-parts'
import { batchHref } from '@/app/(console)/_components/batch-href'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
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
  const t = useTranslations()
  const trpc = useTRPC()
  const router = useRouter()
  const refusalText = useRefusalText()
  const FormPart = FORM_PARTS[action]
  const [input, setInput] = useState<Record<string, unknown> | null>(FormPart ? null : {})
  const prepare = useMutation(
    trpc.groups.prepareMembersBatch.mutationOptions({
      onSuccess: ({ number }) => router.push(batchHref(number)),
    }),
  )
  const busy = prepare.isPending || prepare.isSuccess
  return (
    <Dialog
      title={props.title}
      subtitle={t('group.batch_text')}
      onClose={props.onClose}
      locked={prepare.isPending}
    >
      <form
        className="mt-3.5 grid grid-cols-[minmax(0,1fr)] gap-3.5"
        onSubmit={(event) => {
          event.preventDefault()
          if (input && chosen && !busy) prepare.mutate({ groupId, action, input, ...chosen })
        }}
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
        {prepare.isError && (
          <Notice tone="danger" role="alert">
            {refusalText(prepare.error)}
          </Notice>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button size="md" onClick={props.onClose}>
            {t('app.cancel')}
          </Button>
          <Button type="submit" size="md" variant="primary" busy={busy} disabled={!input || !chosen}>
            {t('group.batch_plan')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
