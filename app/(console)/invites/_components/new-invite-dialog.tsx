'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import type { InviteLimit } from '@/server/features/invites/manage/schema'
import { GroupPicker, type PickedGroup } from './group-picker'
import { InviteForm } from './invite-form'
import { MadeDialog } from './made-dialog'
import { TermsFields } from './terms-fields'
import { newTerms, type TypedTerms, termsIn } from './typed-terms'
import { TERM_FIELDS, useFieldProblems } from './use-field-problems'

/** Where it cannot be told, the server says what is too much. */
const UNKNOWN: InviteLimit = { uses: null, days: null }

type Props = {
  /** Where it is made for one group. */
  group?: PickedGroup | undefined
  /** Terms to begin with: those of a link that it replaces. */
  start?: Partial<TypedTerms> | undefined
  onClose: () => void
}

/** Makes a link, then shows it: to copy, and to be scanned. */
export default function NewInviteDialog(props: Props) {
  const trpc = useTRPC()
  const limit = useQuery(trpc.invites.myLimit.queryOptions())
  // The form begins with what this person may give.
  return limit.isPending ? null : <Form {...props} limit={limit.data ?? UNKNOWN} />
}

function Form({ group: given, start, limit, onClose }: Props & { limit: InviteLimit }) {
  const t = useTranslations('invites')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [group, setGroup] = useState(given ?? null)
  const [typed, setTyped] = useState(() => ({ ...newTerms(limit), ...start }))
  const [checked, setChecked] = useState(false)
  const create = useMutation(
    trpc.invites.create.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.invites.list.pathFilter()),
    }),
  )
  const { at, rest } = useFieldProblems(create.error, [...TERM_FIELDS, 'groupId'])
  const { terms, wrong } = termsIn(typed, Date.now())
  if (create.data && group) {
    return (
      <MadeDialog
        link={create.data}
        group={group}
        onClose={onClose}
        onMore={() => {
          create.reset()
          setChecked(false)
        }}
      />
    )
  }
  return (
    <InviteForm
      title={t('new_title')}
      submitLabel={t('new_submit')}
      busy={create.isPending}
      problem={rest}
      onClose={onClose}
      onSubmit={() => {
        setChecked(true)
        if (group && terms) create.mutate({ groupId: group.id, ...terms })
      }}
    >
      <GroupPicker
        value={group}
        error={checked && !group ? t('group_needed') : at('groupId')}
        onChange={setGroup}
      />
      <TermsFields
        typed={typed}
        limit={limit}
        isNew
        wrong={checked ? wrong : []}
        at={at}
        onChange={(change) => setTyped((now) => ({ ...now, ...change }))}
      />
    </InviteForm>
  )
}
