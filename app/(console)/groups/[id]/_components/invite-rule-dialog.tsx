'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { InviteForm } from '@/app/(console)/invites/_components/invite-form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { MOST_USES } from '@/server/features/invites/manage/schema'

/** What holds for every link into a group. */
export default function InviteRuleDialog(props: {
  groupId: string
  name: string
  rule: { hidesCard: boolean; memberLimit: number | null }
  onClose: () => void
}) {
  const { groupId, name, rule, onClose } = props
  const t = useTranslations('invites')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refusalText = useRefusalText()
  const hint = useId()
  const [hides, setHides] = useState(rule.hidesCard)
  const [typed, setTyped] = useState(rule.memberLimit?.toString() ?? '')
  const [checked, setChecked] = useState(false)
  const limit = limitIn(typed)
  const save = useMutation(
    trpc.invites.setGroupRule.mutationOptions({
      onSuccess: async () => {
        onClose()
        await queryClient.invalidateQueries(trpc.invites.groupRule.pathFilter())
      },
    }),
  )
  return (
    <InviteForm
      title={t('rule_title', { name })}
      subtitle={t('rule_text')}
      submitLabel={t('save')}
      busy={save.isPending}
      problem={save.error && refusalText(save.error)}
      onClose={onClose}
      onSubmit={() => {
        setChecked(true)
        if (limit !== undefined) save.mutate({ groupId, hidesCard: hides, memberLimit: limit })
      }}
    >
      <div>
        <label className="flex items-start gap-2">
          <input
            type="checkbox"
            data-first=""
            aria-describedby={hint}
            className="mt-1 size-3.5 shrink-0 accent-accent"
            checked={hides}
            onChange={(event) => setHides(event.target.checked)}
          />
          {t('rule_hide')}
        </label>
        <p id={hint} className="pl-5.5 text-sm text-ink-3">
          {t('rule_hide_hint')}
        </p>
      </div>
      <Field
        label={t('rule_members')}
        hint={t('rule_members_hint')}
        error={checked && limit === undefined && t('rule_members_wrong')}
      >
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            autoComplete="off"
            maxLength={7}
            className="max-w-40 font-mono"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
    </InviteForm>
  )
}

/** Null where nothing is typed; undefined for what is no limit. */
function limitIn(text: string): number | null | undefined {
  const typed = text.trim()
  if (typed === '') return null
  const n = /^\d{1,7}$/.test(typed) ? Number(typed) : 0
  return n >= 1 && n <= MOST_USES ? n : undefined
}
