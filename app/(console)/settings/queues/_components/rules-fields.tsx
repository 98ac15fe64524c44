'use client'

import { useTranslations } from 'use-intl'
import { useDesk } from '@/app/(console)/_components/use-desk'
import type { QueueRules } from '@/server/features/desk/schema'
import { CheckLine } from '../../_components/check-line'
import { CodesField } from '../../_components/codes-field'
import { NumberField } from '../../_components/number-field'
import { SelectField } from '../../_components/select-field'
import { useLanguageName } from '../../_components/use-language-name'
import { wholeNumber } from '../../_components/whole-number'

/** Rules as they are typed: an empty list, no number and `any` are no conditions. */
export type TypedRules = {
  reasons: readonly string[]
  languages: readonly string[]
  categories: readonly string[]
  minMembers: string
  emergency: string
  automated: string
}

const yesNo = (condition: boolean | undefined) => (condition === undefined ? 'any' : condition ? 'yes' : 'no')

export const typedRules = (rules: QueueRules): TypedRules => ({
  reasons: rules.reasons ?? [],
  languages: rules.languages ?? [],
  categories: rules.categories ?? [],
  minMembers: rules.minMembers?.toString() ?? '',
  emergency: yesNo(rules.emergency),
  automated: yesNo(rules.automated),
})

const MOST_PEOPLE = 10_000_000

/** The rules in what is typed; null where the number is none. */
export function rulesIn(typed: TypedRules): QueueRules | null {
  const minMembers = wholeNumber(typed.minMembers, 1, MOST_PEOPLE)
  if (minMembers === undefined) return null
  const list = (values: readonly string[]) => (values.length > 0 ? [...values] : undefined)
  const condition = (word: string) => (word === 'any' ? undefined : word === 'yes')
  return {
    emergency: condition(typed.emergency),
    automated: condition(typed.automated),
    reasons: list(typed.reasons),
    languages: list(typed.languages),
    categories: list(typed.categories),
    minMembers: minMembers ?? undefined,
  }
}

/** Which cases come into a queue: all conditions that are given must hold. */
export function RulesFields(props: {
  value: TypedRules
  errorAt: (field: string) => string | null
  onChange: (rules: TypedRules) => void
}) {
  const t = useTranslations('desk_settings')
  const { reasons } = useDesk()
  const languageName = useLanguageName()
  const { value } = props
  const set = (change: Partial<TypedRules>) => props.onChange({ ...value, ...change })
  const isNumber = wholeNumber(value.minMembers, 1, MOST_PEOPLE) !== undefined
  return (
    <fieldset className="grid gap-3.5 rounded border border-line px-3.5 pt-1 pb-3.5">
      <legend className="px-1 text-sm font-strong">{t('which_cases')}</legend>
      <fieldset>
        <legend className="mb-1 text-sm text-ink-3">{t('rules_reasons')}</legend>
        <div className="grid gap-1 sm:grid-cols-2">
          {reasons.map(({ id, name }) => (
            <CheckLine
              key={id}
              label={name}
              checked={value.reasons.includes(id)}
              onChange={(chosen) =>
                set({ reasons: chosen ? [...value.reasons, id] : value.reasons.filter((one) => one !== id) })
              }
            />
          ))}
        </div>
        {props.errorAt('rules.reasons') && (
          <p role="alert" className="text-sm text-danger">
            {props.errorAt('rules.reasons')}
          </p>
        )}
      </fieldset>
      <CodesField
        label={t('rules_languages')}
        hint={t('rules_languages_hint')}
        error={props.errorAt('rules.languages')}
        values={value.languages}
        nameOf={languageName}
        onChange={(languages) => set({ languages })}
      />
      <CodesField
        label={t('rules_categories')}
        error={props.errorAt('rules.categories')}
        values={value.categories}
        onChange={(categories) => set({ categories })}
      />
      <div className="grid gap-3.5 sm:grid-cols-2">
        <NumberField
          label={t('rules_members')}
          error={isNumber ? null : t('number_wrong', { least: 1, most: MOST_PEOPLE })}
          value={value.minMembers}
          onChange={(minMembers) => set({ minMembers })}
        />
        <SelectField
          label={t('rules_who')}
          value={value.automated}
          options={[
            { value: 'any', label: t('rules_who_any') },
            { value: 'no', label: t('rules_who_people') },
            { value: 'yes', label: t('rules_who_machines') },
          ]}
          onChange={(automated) => set({ automated })}
        />
      </div>
    </fieldset>
  )
}
