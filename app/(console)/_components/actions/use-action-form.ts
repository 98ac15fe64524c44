'use client'

import { useRef, useState } from 'react'
import { useNamed } from '@/app/_i18n/named'
import { refusalOf } from '@/app/_trpc/refusal'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { reasonProblem } from './reason-rule'

/** Refusals that say: somebody was faster. What is shown is read again and the typed text stays. */
const OVERTAKEN = new Set([
  'subject_changed',
  'case_changed',
  'case_not_open',
  'claim_held',
  'claim_lost',
  'claim_missing',
  'obstacle',
  'plan_changed',
  'batch_not_planned',
])

/**
 * The common part of deciding and acting: the reason with its rule, errors placed where they belong, and what to do
 * when somebody was faster. `send` carries it out; `reread` brings the newer state onto the screen.
 */
export function useActionForm(options: {
  text: string
  send: (reason: string) => Promise<void>
  reread: () => Promise<unknown>
}) {
  const named = useNamed()
  const refusalText = useRefusalText()
  const field = useRef<HTMLTextAreaElement>(null)
  const [busy, setBusy] = useState(false)
  const [fieldError, setFieldError] = useState<string | null>(null)
  const [formError, setFormError] = useState<{ text: string; overtaken: boolean } | null>(null)

  const submit = async () => {
    if (busy) return
    const problem = reasonProblem(options.text)
    setFieldError(problem && named('errors', problem))
    setFormError(null)
    if (problem) return field.current?.focus()
    setBusy(true)
    try {
      await options.send(options.text.trim())
    } catch (error) {
      const refusal = refusalOf(error)
      const overtaken = OVERTAKEN.has(refusal.reason)
      if (refusal.field === 'reason') setFieldError(refusalText(error))
      else setFormError({ text: refusalText(error), overtaken })
      if (overtaken) await options.reread()
    } finally {
      setBusy(false)
    }
  }

  return { submit, busy, field, fieldError, formError, typed: () => setFieldError(null) }
}
