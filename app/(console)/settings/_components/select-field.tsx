'use client'

import { controlClass } from '@/components/ui/control-class'
import { Field } from '@/components/ui/field'

/** One of several, by its label. */
export function SelectField(props: {
  label: string
  hint?: string
  error?: string | null
  value: string
  options: readonly { value: string; label: string }[]
  disabled?: boolean
  onChange: (value: string) => void
}) {
  return (
    <Field label={props.label} hint={props.hint} error={props.error}>
      {(control) => (
        <select
          {...control}
          value={props.value}
          disabled={props.disabled}
          onChange={(event) => props.onChange(event.target.value)}
          className={`${controlClass} h-10 md:h-8`}
        >
          {props.options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
