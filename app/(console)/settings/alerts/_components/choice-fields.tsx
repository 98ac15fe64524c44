'use client'

import { useId } from 'react'

/** Any number of a few, as tick boxes. */
export function ChoiceFields<Value extends string>(props: {
  legend: string
  hint?: string
  error: string | null
  options: readonly { value: Value; label: string }[]
  chosen: readonly Value[]
  onChange: (chosen: Value[]) => void
}) {
  const id = useId()
  const { options, chosen, onChange } = props
  return (
    <fieldset aria-describedby={props.hint ? `${id}-hint` : undefined}>
      <legend className="text-sm font-strong">{props.legend}</legend>
      {props.hint && (
        <p id={`${id}-hint`} className="text-sm text-ink-3">
          {props.hint}
        </p>
      )}
      <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
        {options.map(({ value, label }) => (
          <li key={value}>
            <label className="flex min-h-7 items-center gap-2">
              <input
                type="checkbox"
                className="size-3.5 shrink-0"
                checked={chosen.includes(value)}
                onChange={(event) =>
                  onChange(event.target.checked ? [...chosen, value] : chosen.filter((one) => one !== value))
                }
              />
              {label}
            </label>
          </li>
        ))}
      </ul>
      {props.error && (
        <p role="alert" className="text-sm text-danger">
          {props.error}
        </p>
      )}
    </fieldset>
  )
}
