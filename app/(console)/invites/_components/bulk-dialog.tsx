'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { idsInLines } from '@/app/(console)/groups/[id]/_components/ids-in-lines'
import { Field } from '@/components/ui/field'
import { TextArea } from '@/components/ui/text-area'
import { type InviteLimit, MOST_GROUPS } from '@/server/features/invites/manage/schema'
import { BulkPreview } from './bulk-preview'
import { BulkResults } from './bulk-results'
import { GroupSearch } from './group-picker'
import { InviteForm } from './invite-form'
import { TermsFields } from './terms-fields'
import { newTerms, termsIn } from './typed-terms'
import { TERM_FIELDS, useFieldProblems } from './use-field-problems'
import { usePreview } from './use-preview'

const UNKNOWN: InviteLimit = { uses: null, days: null }

type Props = {
  /** Ids to begin with. */
  groupIds?: readonly string[]
  onClose: () => void
}

/** Makes one link with the same terms for each of several groups. */
export default function BulkDialog(props: Props) {
  const trpc = useTRPC()
  const limit = useQuery(trpc.invites.myLimit.queryOptions())
  return limit.isPending ? null : <Form {...props} limit={limit.data ?? UNKNOWN} />
}

function Form({ groupIds = [], limit, onClose }: Props & { limit: InviteLimit }) {
  const t = useTranslations('invites')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refusalText = useRefusalText()
  const [lines, setLines] = useState(groupIds.join('\n'))
  const [typed, setTyped] = useState(() => newTerms(limit))
  const [checked, setChecked] = useState(false)
  const create = useMutation(
    trpc.invites.createMany.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.invites.list.pathFilter()),
    }),
  )
  const { at, rest } = useFieldProblems(create.error, TERM_FIELDS)
  const { terms, wrong } = termsIn(typed, Date.now())
  const ids = idsInLines(lines)
  const missing = ids.length === 0 || ids.length > MOST_GROUPS
  const { groups, error } = usePreview(missing ? [] : ids)
  const refused = groups.filter((group) => group.refused !== null).length
  if (create.data) {
    const names = new Map(groups.map(({ groupId, name }) => [groupId, name]))
    return <BulkResults results={create.data} names={names} onClose={onClose} />
  }
  return (
    <InviteForm
      title={t('several_title')}
      subtitle={t('several_text')}
      submitLabel={t('several_submit', { n: ids.length - refused })}
      busy={create.isPending}
      problem={rest}
      onClose={onClose}
      onSubmit={() => {
        setChecked(true)
        if (!missing && terms) create.mutate({ groupIds: ids, ...terms })
      }}
    >
      <GroupSearch
        label={t('add_group')}
        clears
        error={checked && missing ? t('groups_needed', { most: MOST_GROUPS }) : null}
        onPick={({ groupId }) => setLines((now) => [...new Set([...idsInLines(now), groupId])].join('\n'))}
      />
      <details>
        <summary className="w-fit cursor-pointer text-sm text-ink-2">{t('paste_ids')}</summary>
        <div className="mt-2">
          <Field label={t('group_ids')} hint={t('group_ids_hint', { most: MOST_GROUPS })}>
            {(control) => (
              <TextArea
                {...control}
                className="font-mono"
                spellCheck={false}
                value={lines}
                onChange={(event) => setLines(event.target.value)}
              />
            )}
          </Field>
        </div>
      </details>
      {error && <p className="text-sm text-danger">{refusalText(error)}</p>}
      <BulkPreview
        groups={groups}
        onRemove={(groupId) => setLines(ids.filter((id) => id !== groupId).join('\n'))}
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
