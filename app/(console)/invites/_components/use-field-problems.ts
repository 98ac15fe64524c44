'use client'

import { refusalOf } from '@/app/_trpc/refusal'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'

/** Sorts what the server refused to the field it is about; `rest` is what belongs to none of those that are shown. */
export function useFieldProblems(error: unknown, fields: readonly string[]) {
  const refusalText = useRefusalText()
  if (error === null) return { at: () => null, rest: null }
  const { field } = refusalOf(error)
  const text = refusalText(error)
  const home = fields.find((name) => name === field)
  return {
    at: (name: string): string | null => (name === home ? text : null),
    rest: home === undefined ? text : null,
  }
}

/** The fields of a link's terms, as the server names them. */
export const TERM_FIELDS = ['mode', 'expiresAt', 'maxUses', 'label', 'requester', 'ticket'] as const
