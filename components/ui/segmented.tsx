'use client'

import { useId } from 'react'

/** One of a few short choices, all in sight: radio buttons in one row. */
export function Segmented<Value extends string>(props: {
  label: string
  value: Value
  options: { value: Value; label: string }[]
  onChange: (value: Value) => void
}) {
  const name = useId()
  return (
    <fieldset className="grid min-w-0 gap-1.5">
      <legend className="mb-1.5 text-sm text-ink-3">{props.label}</legend>
      <div className="flex rounded border border-line bg-sunken p-0.5">
        {props.options.map((option) => (
          <label
            key={option.value}
            className="flex h-7 flex-1 cursor-pointer items-center justify-center rounded-sm px-2 text-sm font-medium whitespace-nowrap text-ink-2 hover:text-ink has-checked:bg-surface has-checked:text-ink has-checked:shadow-[0_0_0_1px_var(--line-strong)] has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name={name}
              className="sr-only"
              checked={option.value === props.value}
              onChange={() => props.onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
