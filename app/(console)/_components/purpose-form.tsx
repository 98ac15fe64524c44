'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import { type FormEvent, type ReactNode, useState } from 'react'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

/** Asks what for somebody wants to read what people wrote who are not accused. The server writes it into the audit. */
export function PurposeForm(props: {
  text: string
  label: string
  hint: string
  submitLabel: string
  primary?: boolean
  busy: boolean
  error: unknown
  onRead: (purpose: string) => void
  className?: string
  /** Beside the button. */
  children?: ReactNode
}) {
  const refusalText = useRefusalText()
  const [purpose, setPurpose] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (purpose.trim() && !props.busy) props.onRead(purpose)
  }
  return (
    <form onSubmit={submit} className={`grid max-w-xl gap-2.5 ${props.className ?? ''}`}>
      <p className="text-ink-2">{props.text}</p>
      <Field label={props.label} hint={props.hint} error={props.error ? refusalText(props.error) : undefined}>
        {(control) => (
          <Input
            {...control}
            required
            maxLength={500}
            value={purpose}
            onChange={(event) => setPurpose(event.target.value)}
          />
        )}
      </Field>
      <div className="flex items-center gap-2">
        <Button
          type="submit"
          variant={props.primary ? 'primary' : 'plain'}
          busy={props.busy}
          disabled={!purpose.trim()}
        >
          {props.submitLabel}
        </Button>
        {props.children}
      </div>
    </form>
  )
}
