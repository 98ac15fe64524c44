'use client'

import { useState } from 'react'
import { useNamed } from '@/app/_i18n/named'
import { type Refusal, refusalOf } from '@/app/_trpc/refusal'

/**
 * Sends a form and keeps what the server refused: `errorOf(field)` is the sentence that belongs to a field, and
 * `general` the one that belongs to none of `fields`. Busy until the next page shows.
 */
export function useSending(fields: readonly string[]) {
  const named = useNamed()
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const sentence = refusal && named('errors', refusal.reason, refusal.facts)
  const onField = refusal?.field !== undefined && fields.includes(refusal.field)

  /** `send` answers null when it worked and the page is about to change. */
  async function submit(send: () => Promise<unknown>) {
    if (busy) return
    setBusy(true)
    setRefusal(null)
    try {
      const refused = await send()
      if (refused === null) return
      setRefusal(refusalOf(refused))
    } catch (error) {
      setRefusal(refusalOf(error))
    }
    setBusy(false)
  }

  return {
    busy,
    submit,
    errorOf: (field: string) => (refusal?.field === field ? sentence : undefined),
    general: onField ? null : sentence,
  }
}
