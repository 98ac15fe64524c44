'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { AbuseRule } from '@/server/features/invites/redemption/schema'
import { RuleForm } from '../../_components/rule-form'
import { wholeNumber } from '../../_components/whole-number'

const PARTS = ['arrivals', 'days'] as const
const MOST = { arrivals: 1_000, days: 365 } as const

/** The rule as typed; null where something typed cannot be used. Pure. */
function ruleIn(typed: Record<(typeof PARTS)[number], string>): AbuseRule | null {
  const arrivals = wholeNumber(typed.arrivals, 1, MOST.arrivals)
  const days = wholeNumber(typed.days, 1, MOST.days)
  return arrivals === undefined || !days ? null : { arrivals, days }
}

/** After how many sanctioned arrivals a link pauses. */
export function AbuseForm(props: { value: AbuseRule; version: number; mayWrite: boolean }) {
  const { value, version, mayWrite } = props
  const t = useTranslations('invites')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [typed, setTyped] = useState({
    arrivals: value.arrivals?.toString() ?? '',
    days: value.days.toString(),
  })
  const [checked, setChecked] = useState(false)
  const save = useMutation(
    trpc.invites.setAbuseRule.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.invites.abuseRule.queryFilter()),
    }),
  )
  const next = ruleIn(typed)
  return (
    <RuleForm
      saving={save}
      mayWrite={mayWrite}
      saveLabel={t('save')}
      onSave={() => {
        setChecked(true)
        if (next) save.mutate({ value: next, version })
      }}
      className="max-w-[560px]"
    >
      <p className="text-ink-2">{t('abuse_lead')}</p>
      <div className="flex flex-wrap gap-3.5">
        {PARTS.map((part) => (
          <Field key={part} label={t(`abuse_${part}`)}>
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                autoComplete="off"
                maxLength={4}
                className="max-w-36 font-mono"
                placeholder={part === 'arrivals' ? t('abuse_never') : undefined}
                readOnly={!mayWrite}
                value={typed[part]}
                onChange={(event) => setTyped({ ...typed, [part]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      {checked && !next && (
        <p role="alert" className="text-sm text-danger">
          {t('abuse_wrong')}
        </p>
      )}
    </RuleForm>
  )
}
