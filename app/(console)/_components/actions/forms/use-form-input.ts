'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import type { z } from 'zod'
import { useNamed } from '@/app/_i18n/named'
import { keepTyped, typedBefore } from '../typed-text'
import type { FormPartProps } from './form-part'

type Draft = Record<string, unknown>

/**
 * The state of a form part: what was typed, checked by the action's own schema and told to the dialog. Errors are told
 * of fields that were touched; `set` changes some fields, undefined takes one out.
 */
export function useFormInput(schema: z.ZodType<Draft>, { textKey, start, now, onInput }: FormPartProps) {
  const named = useNamed()
  const key = `${textKey} input`
  const [draft, setDraft] = useState<Draft>(() => ({ ...start, ...draftBefore(key) }))
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  const asked = Object.entries(draft).filter(([field, value]) => value !== undefined && value !== now[field])
  const parsed = schema.safeParse(Object.fromEntries(asked))

  const tell = useEffectEvent(() => onInput(parsed.success ? parsed.data : null))
  // What it says, not which object it is, tells whether it changed.
  const content = JSON.stringify(parsed.success ? parsed.data : null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: told anew whenever the content differs.
  useEffect(() => tell(), [content])

  return {
    draft,
    textOf: (field: string) => {
      const value = draft[field] ?? now[field]
      return typeof value === 'string' ? value : ''
    },
    set(changes: Draft) {
      const next = { ...draft, ...changes }
      setDraft(next)
      setTouched(new Set([...touched, ...Object.keys(changes)]))
      keepTyped(key, JSON.stringify(next))
    },
    errorOf(field: string): string | null {
      if (parsed.success || !touched.has(field)) return null
      const issue = parsed.error.issues.find(({ path }) => path[0] === field)
      return issue
        ? named('errors', /^[a-z]+(_[a-z]+)+$/.test(issue.message) ? issue.message : 'invalid')
        : null
    },
  }
}

/** Forgets what was typed in a form part, once it was sent. */
export const forgetDraft = (textKey: string): void => keepTyped(`${textKey} input`, '')

function draftBefore(key: string): Draft {
  const kept: unknown = JSON.parse(typedBefore(key) || '{}')
  return typeof kept === 'object' && kept !== null ? { ...kept } : {}
}
