'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { ApprovalRules } from '@/server/actions/approval/schema'
import { NumberField } from './number-field'
import { wholeNumber } from './whole-number'

/** Bounds of each number, as the schema has them. Those that may be left empty ask for nobody then. */
const FIELDS = [
  { name: 'dismissalFrom', label: 'rule_dismissal', least: 0, most: 10_000_000, optional: true },
  { name: 'peopleAbove', label: 'rule_people', least: 0, most: 10_000_000, optional: true },
  { name: 'itemsAbove', label: 'rule_items', least: 0, most: 100_000, optional: true },
  { name: 'expiresHours', label: 'rule_expires', least: 1, most: 720, optional: false },
] as const satisfies readonly { name: keyof ApprovalRules; [more: string]: unknown }[]

type Typed = Record<keyof ApprovalRules, string>

const typedOf = (rules: ApprovalRules): Typed => ({
  dismissalFrom: rules.dismissalFrom?.toString() ?? '',
  peopleAbove: rules.peopleAbove?.toString() ?? '',
  itemsAbove: rules.itemsAbove?.toString() ?? '',
  expiresHours: rules.expiresHours.toString(),
})

/** The rules as typed; null where something typed is no such number. Pure. */
function rulesIn(typed: Typed): ApprovalRules | null {
  const [dismissalFrom, peopleAbove, itemsAbove, expiresHours] = FIELDS.map(({ name, least, most }) =>
    wholeNumber(typed[name], least, most),
  )
  if (dismissalFrom === undefined || peopleAbove === undefined || itemsAbove === undefined) return null
  return expiresHours ? { dismissalFrom, peopleAbove, itemsAbove, expiresHours } : null
}

/** When a second person has to agree. */
export function RulesForm(props: { rules: { value: ApprovalRules; version: number }; mayWrite: boolean }) {
  const { value, version } = props.rules
  const t = useTranslations('approval')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refusalText = useRefusalText()
  const [typed, setTyped] = useState(() => typedOf(value))
  const [told, setTold] = useState(false)
  const save = useMutation(
    trpc.settings.setApprovalRules.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.settings.approvalRules.queryFilter()),
    }),
  )
  const rules = rulesIn(typed)
  const submit = () => {
    setTold(true)
    if (rules && !save.isPending) save.mutate({ value: rules, version })
  }
  return (
    <form
      className="grid gap-3.5"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {save.isError && (
        <Notice tone="danger" role="alert">
          {refusalText(save.error)}
        </Notice>
      )}
      {FIELDS.map(({ name, label, least, most, optional }) => {
        const number = wholeNumber(typed[name], least, most)
        const isWrong = number === undefined || (number === null && !optional)
        const problem = t(optional ? 'number_wrong' : 'number_needed', { least, most })
        return (
          <NumberField
            key={name}
            label={t(label)}
            hint={optional ? t('rule_never') : undefined}
            error={told && isWrong ? problem : null}
            value={typed[name]}
            readOnly={!props.mayWrite}
            onChange={(text) => setTyped({ ...typed, [name]: text })}
          />
        )
      })}
      {props.mayWrite && (
        <p className="flex items-center gap-3">
          <Button type="submit" size="md" variant="primary" busy={save.isPending}>
            {t('save')}
          </Button>
        </p>
      )}
    </form>
  )
}
