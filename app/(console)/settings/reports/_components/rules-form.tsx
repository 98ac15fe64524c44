'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import type { IntakeRules } from '@/server/features/reporters/schema'
import { CheckLine } from '../../_components/check-line'
import { NumberField } from '../../_components/number-field'
import { RuleForm } from '../../_components/rule-form'
import { wholeNumber } from '../../_components/whole-number'

const MINUTE_MS = 60_000
const MOST = {
  minutes: 1_440,
  perReporter: 1_000_000,
  perDetector: 1_000_000,
  perSubject: 1_000_000,
} as const
type Name = keyof typeof MOST
const LABELS = {
  minutes: 'window',
  perReporter: 'per_reporter',
  perDetector: 'per_detector',
  perSubject: 'per_subject',
} as const
const NAMES = ['minutes', 'perReporter', 'perDetector', 'perSubject'] as const

type Typed = Record<Name, string> & { weigh: boolean }

/** The rules as typed; null where something typed cannot be used. Pure. */
function rulesIn(typed: Typed): IntakeRules | null {
  const [minutes, perReporter, perDetector, perSubject] = NAMES.map((name) =>
    wholeNumber(typed[name], 1, MOST[name]),
  )
  if (!minutes || !perReporter || !perDetector || !perSubject) return null
  return { windowMs: minutes * MINUTE_MS, perReporter, perDetector, perSubject, weigh: typed.weigh }
}

/** How many reports are taken of one reporter and about one subject. */
export function RulesForm(props: { value: IntakeRules; version: number; mayWrite: boolean }) {
  const { value, version, mayWrite } = props
  const t = useTranslations('intake')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [typed, setTyped] = useState<Typed>({
    minutes: String(Math.round(value.windowMs / MINUTE_MS)),
    perReporter: String(value.perReporter),
    perDetector: String(value.perDetector),
    perSubject: String(value.perSubject),
    weigh: value.weigh,
  })
  const [checked, setChecked] = useState(false)
  const save = useMutation(
    trpc.reporters.setRules.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.reporters.rules.queryFilter()),
    }),
  )
  const next = rulesIn(typed)
  return (
    <RuleForm
      saving={save}
      mayWrite={mayWrite}
      saveLabel={t('save')}
      onSave={() => {
        setChecked(true)
        if (next) save.mutate({ value: next, version })
      }}
    >
      {NAMES.map((name) => (
        <NumberField
          key={name}
          label={t(LABELS[name])}
          hint={name === 'perSubject' && t('per_subject_hint')}
          error={
            checked && !wholeNumber(typed[name], 1, MOST[name])
              ? t('number_needed', { least: 1, most: MOST[name] })
              : null
          }
          value={typed[name]}
          readOnly={!mayWrite}
          onChange={(text) => setTyped({ ...typed, [name]: text })}
        />
      ))}
      <CheckLine
        label={t('weigh')}
        hint={t('weigh_hint')}
        checked={typed.weigh}
        disabled={!mayWrite}
        onChange={(weigh) => setTyped({ ...typed, weigh })}
      />
    </RuleForm>
  )
}
