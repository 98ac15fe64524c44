'use client'

import { useQueries } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTRPC } from '@/app/_trpc/client'
import { MOST_PREVIEWED } from '@/server/features/invites/manage/schema'

/** How long nothing more is typed before it is asked, ms. */
const TYPING_MS = 250

/** What a bulk order would do in each of these groups, as far as it is known yet, in their order. */
export function usePreview(ids: readonly string[]) {
  const trpc = useTRPC()
  const late = useLate(ids)
  const parts = Array.from({ length: Math.ceil(late.length / MOST_PREVIEWED) }, (_, part) =>
    late.slice(part * MOST_PREVIEWED, (part + 1) * MOST_PREVIEWED),
  )
  const results = useQueries({
    queries: parts.map((groupIds) => trpc.invites.previewMany.queryOptions({ groupIds })),
  })
  const known = new Map(results.flatMap(({ data }) => data ?? []).map((group) => [group.groupId, group]))
  return {
    groups: ids.flatMap((id) => known.get(id) ?? []),
    error: results.find(({ isError }) => isError)?.error ?? null,
  }
}

function useLate(ids: readonly string[]): readonly string[] {
  const text = ids.join('\n')
  const [late, setLate] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setLate(text), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
  return late === '' ? [] : late.split('\n')
}
