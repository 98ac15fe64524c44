'use client'

import type { Route } from 'next'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useEffect, useRef, useTransition } from 'react'
import { withParams } from './with-params'

export type SetParams = (changes: Record<string, string | undefined>) => void

/**
 * Changes parts of the address without leaving the page: undefined takes one out. A change that comes before the one
 * before it has arrived adds to it.
 */
export function useSearchChanges(): { set: SetParams; pending: boolean } {
  const router = useRouter()
  const path = usePathname()
  const params = useSearchParams()
  const [pending, startTransition] = useTransition()
  /** The query string that was asked for last and is not there yet. */
  const asked = useRef<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the address says now counts from now on.
  useEffect(() => {
    asked.current = null
  }, [params])
  const set: SetParams = (changes) => {
    const next = withParams(asked.current ?? params.toString(), changes)
    asked.current = next
    startTransition(() => router.replace(`${path}${next}` as Route, { scroll: false }))
  }
  return { set, pending }
}
