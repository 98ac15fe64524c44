'use client'

import type { ReactNode } from 'react'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

/** A labelled number that may be left empty. */
export function NumberField(props: {
  label: ReactNode
  hint?: ReactNode
  error: string | null
  value: string
  readOnly?: boolean
  first?: boolean
  onChange: (text: string) => void
}) {
  return (
    <Field label={props.label} hint={props.hint} error={props.error}>
      {(control) => (
        <Input
          {...control}
          inputMode="numeric"
          autoComplete="off"
          maxLength={12}
          className="max-w-40 font-mono"
          data-first={props.first ? '' : undefined}
          readOnly={props.readOnly}
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
