'use client'

import { useTranslations } from 'use-intl'
import { controlClass } from '@/components/ui/control-class'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { inUnits, UNITS, type Unit, unitOf } from './duration'
import { wholeNumber } from './whole-number'

/** A length of time as it is typed. */
export type TypedDuration = { n: string; unit: Unit }

export const typedDuration = (ms: number | null): TypedDuration => {
  if (ms === null) return { n: '', unit: 'day' }
  const { n, unit } = inUnits(ms)
  return { n: String(n), unit }
}

/** The length in ms; null where nothing is typed, undefined where what is typed is none. */
export function durationIn({ n, unit }: TypedDuration): number | null | undefined {
  const number = wholeNumber(n, 1, 100_000)
  return number ? number * UNITS[unit] : number
}

/** How long something takes: a number and its unit. */
export function DurationField(props: {
  label: string
  hint?: string
  error?: string | null
  value: TypedDuration
  onChange: (value: TypedDuration) => void
}) {
  const t = useTranslations('desk_settings')
  return (
    <Field label={props.label} hint={props.hint} error={props.error}>
      {(control) => (
        <div className="flex max-w-64 gap-2">
          <Input
            {...control}
            inputMode="numeric"
            autoComplete="off"
            maxLength={6}
            className="font-mono"
            value={props.value.n}
            onChange={(event) => props.onChange({ ...props.value, n: event.target.value })}
          />
          <select
            aria-label={t('unit_of', { what: props.label })}
            value={props.value.unit}
            onChange={(event) => props.onChange({ ...props.value, unit: unitOf(event.target.value) })}
            className={`${controlClass} h-10 md:h-8`}
          >
            <option value="minute">{t('unit_minute')}</option>
            <option value="hour">{t('unit_hour')}</option>
            <option value="day">{t('unit_day')}</option>
          </select>
        </div>
      )}
    </Field>
  )
}
