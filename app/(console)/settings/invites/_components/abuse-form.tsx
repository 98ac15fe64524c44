'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import type { AbuseRule } from '@/server/features/invites/redemption/schema'
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
  const refusalText = useRefusalText()
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
    <form
      className="grid max-w-[560px] gap-3.5"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setChecked(true)
        if (next && !save.isPending) save.mutate({ value: next, version })
      }}
    >
      <p className="text-ink-2">{t('abuse_lead')}</p>
      {save.isError && (
        <Notice tone="danger" role="alert">
          {refusalText(save.error)}
        </Notice>
      )}
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
      {mayWrite && (
        <p>
          <Button type="submit" size="md" variant="primary" busy={save.isPending}>
            {t('save')}
          </Button>
        </p>
      )}
    </form>
  )
}
