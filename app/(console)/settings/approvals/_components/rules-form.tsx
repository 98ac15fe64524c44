'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { ApprovalRules } from '@/server/actions/approval/schema'
import { NumberField } from '../../_components/number-field'
import { wholeNumber } from '../../_components/whole-number'

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

type Read = { value: ApprovalRules; version: number }

/** When a second person has to agree. After somebody else set the rules, theirs stand in the form. */
export function Rules({ rules, mayWrite }: { rules: Read; mayWrite: boolean }) {
  const t = useTranslations('approval')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refusalText = useRefusalText()
  const save = useMutation(
    trpc.settings.setApprovalRules.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.settings.approvalRules.queryFilter()),
    }),
  )
  return (
    <div className="grid gap-3.5">
      {save.isError && (
        <Notice tone="danger" role="alert">
          {refusalText(save.error)}
        </Notice>
      )}
      <RulesForm
        key={rules.version}
        value={rules.value}
        mayWrite={mayWrite}
        busy={save.isPending}
        told={save.isSuccess ? t('saved') : null}
        onSave={(value) => save.mutate({ value, version: rules.version })}
      />
    </div>
  )
}

function RulesForm(props: {
  value: ApprovalRules
  mayWrite: boolean
  busy: boolean
  told: string | null
  onSave: (rules: ApprovalRules) => void
}) {
  const t = useTranslations('approval')
  const [typed, setTyped] = useState(() => typedOf(props.value))
  const [checked, setChecked] = useState(false)
  const rules = rulesIn(typed)
  const submit = () => {
    setChecked(true)
    if (rules && !props.busy) props.onSave(rules)
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
      {FIELDS.map(({ name, label, least, most, optional }) => {
        const number = wholeNumber(typed[name], least, most)
        const isWrong = number === undefined || (number === null && !optional)
        const problem = t(optional ? 'number_wrong' : 'number_needed', { least, most })
        return (
          <NumberField
            key={name}
            label={t(label)}
            hint={optional ? t('rule_never') : undefined}
            error={checked && isWrong ? problem : null}
            value={typed[name]}
            readOnly={!props.mayWrite}
            onChange={(text) => setTyped({ ...typed, [name]: text })}
          />
        )
      })}
      {props.mayWrite && (
        <p className="flex items-center gap-3">
          <Button type="submit" size="md" variant="primary" busy={props.busy}>
            {t('save')}
          </Button>
          <span role="status" className="text-sm text-ok">
            {props.told}
          </span>
        </p>
      )}
    </form>
  )
}
