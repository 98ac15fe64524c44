'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { type Messages, useLocale, useMessages } from 'use-intl'
import { PageMessages } from './page-messages'

/**
 * Adds sentences that this page did not bring, read when they are needed: for dialogs that any page may open. `outline`
 * stands in their place meanwhile.
 */
export function PartMessages(props: {
  parts: readonly (keyof Messages)[]
  outline: ReactNode
  children: ReactNode
}) {
  const here = useMessages()
  const locale = useLocale()
  const missing = props.parts.filter((part) => !(part in here))
  const { data } = useQuery({
    queryKey: ['messages', locale, missing],
    queryFn: () => readParts(missing),
    enabled: missing.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: true,
  })
  if (missing.length === 0) return props.children
  return data ? <PageMessages messages={data}>{props.children}</PageMessages> : props.outline
}

/** Our own server answers with our own catalogue, compiled: the types know it as text. */
async function readParts(parts: readonly string[]): Promise<Partial<Messages>> {
  const response = await fetch(`/api/messages?parts=${parts.join(',')}`)
  if (!response.ok) throw new Error(`messages: ${response.status}`)
  return (await response.json()) as Partial<Messages>
}
