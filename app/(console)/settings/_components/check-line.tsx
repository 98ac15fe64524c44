'use client'

import { type ReactNode, useId } from 'react'

/** A tick box with what it means beside it, and a quiet remark below. */
export function CheckLine(props: {
  label: ReactNode
  hint?: ReactNode
  checked: boolean
  disabled?: boolean
  onChange: (checked: boolean) => void
}) {
  const id = useId()
  return (
    <div className="flex gap-2">
      <input
        id={id}
        type="checkbox"
        className="mt-1 size-3.5 shrink-0"
        aria-describedby={props.hint ? `${id}-hint` : undefined}
        checked={props.checked}
        disabled={props.disabled}
        onChange={(event) => props.onChange(event.target.checked)}
      />
      <div className="min-w-0">
        <label htmlFor={id}>{props.label}</label>
        {props.hint && (
          <p id={`${id}-hint`} className="text-sm text-ink-3">
            {props.hint}
          </p>
        )}
      </div>
    </div>
  )
}
