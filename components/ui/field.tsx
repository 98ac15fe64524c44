import { type ReactNode, useId } from 'react'

/** What a control must carry to belong to its field. */
export type ControlProps = {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

/**
 * A labelled control with its hint and its error, tied together for screen readers.
 * `<Field label="Email" error={error}>{(control) => <Input {...control} name="email" />}</Field>`
 */
export function Field(props: {
  label: ReactNode
  /** A quiet remark beside the label. */
  hint?: ReactNode
  error?: ReactNode
  children: (control: ControlProps) => ReactNode
}) {
  const id = useId()
  const hintId = props.hint ? `${id}-hint` : undefined
  const errorId = props.error ? `${id}-error` : undefined
  return (
    <div className="grid gap-1.5">
      <div className="flex items-baseline gap-2 text-sm">
        <label htmlFor={id} className="font-strong">
          {props.label}
        </label>
        {props.hint && (
          <span id={hintId} className="text-ink-3">
            {props.hint}
          </span>
        )}
      </div>
      {props.children({
        id,
        'aria-describedby': [hintId, errorId].filter(Boolean).join(' ') || undefined,
        'aria-invalid': props.error ? true : undefined,
      })}
      {props.error && (
        <p id={errorId} role="alert" className="text-sm text-danger">
          {props.error}
        </p>
      )}
    </div>
  )
}
