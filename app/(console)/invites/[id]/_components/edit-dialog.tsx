'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { refusalOf } from '@/app/_trpc/refusal'
import type { InviteDetail } from '@/server/features/invites/console/schema'
import { InviteForm } from '../../_components/invite-form'
import { TermsFields } from '../../_components/terms-fields'
import { knownTerms, type TypedTerms, termsIn } from '../../_components/typed-terms'
import { TERM_FIELDS, useFieldProblems } from '../../_components/use-field-problems'

type Props = {
  invite: InviteDetail
  /** What is proposed, where somebody came to do just that. */
  start?: Partial<TypedTerms>
  onClose: () => void
}

/** Changes what a link allows. After somebody else changed it, what is typed stays, and saving again takes it over theirs. */
export default function EditInviteDialog({ invite, start, onClose }: Props) {
  const t = useTranslations('invites')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const limit = useQuery(trpc.invites.myLimit.queryOptions())
  const [typed, setTyped] = useState(() => ({ ...knownTerms(invite), ...start }))
  const [seen, setSeen] = useState(invite.version)
  const [checked, setChecked] = useState(false)
  const again = () => queryClient.invalidateQueries(trpc.invites.pathFilter())
  const save = useMutation(
    trpc.invites.change.mutationOptions({
      onSuccess: async () => {
        onClose()
        await again()
      },
      onError: again,
    }),
  )
  const { at, rest } = useFieldProblems(save.error, TERM_FIELDS)
  // Where it cannot be told, the server says what is too much.
  const allowed = limit.data ?? (limit.isError ? { uses: null, days: null } : null)
  const { terms, wrong } = termsIn(typed, Date.now())
  const isConflict = save.error !== null && refusalOf(save.error).reason === 'invite_changed'
  const submit = () => {
    setChecked(true)
    if (!terms) return
    const version = isConflict ? invite.version : seen
    setSeen(version)
    const { oncePerPerson: _, ...change } = terms
    save.mutate({ id: invite.id, version, ...change })
  }
  return (
    <InviteForm
      title={t('change_title', { code: invite.spelled })}
      submitLabel={t('save')}
      busy={save.isPending}
      problem={rest}
      onClose={onClose}
      onSubmit={submit}
    >
      {allowed && (
        <TermsFields
          typed={typed}
          limit={allowed}
          isNew={false}
          wrong={checked ? wrong : []}
          at={at}
          onChange={(change) => setTyped((now) => ({ ...now, ...change }))}
        />
      )}
    </InviteForm>
  )
}
