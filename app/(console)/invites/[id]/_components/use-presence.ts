'use client'

import { useQueries } from '@tanstack/react-query'
import { useTRPC } from '@/app/_trpc/client'

/** Tells who of these people is in the group now, page by page; null while that is not known. */
export function usePresence(
  groupId: string,
  pages: readonly (readonly string[])[],
): (userId: string) => boolean | null {
  const trpc = useTRPC()
  const results = useQueries({
    queries: pages
      .filter((ids) => ids.length > 0)
      .map((ids) => trpc.invites.presence.queryOptions({ groupId, userIds: [...new Set(ids)].sort() })),
  })
  const known = new Map<string, boolean>()
  for (const [place, ids] of pages.filter((page) => page.length > 0).entries()) {
    const found = results[place]?.data
    if (!found?.read) continue
    for (const id of ids) known.set(id, found.present.includes(id))
  }
  return (userId) => known.get(userId) ?? null
}
