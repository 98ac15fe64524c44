import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Route } from 'next'
import { useEffect, useState } from 'react'
import { useTRPC } from '@/app/_trpc/client'
import { useMe } from '@/app/(console)/_components/me'
import { groupHref } from '@/app/(console)/groups/_components/group-href'
import { inviteHref } from '@/app/(console)/invites/_components/invite-href'
import { personHref } from '@/app/(console)/people/_components/person-href'
import { saysAll } from './places'

/** Something found by its name or id. */
export type Found = {
  kind: 'group' | 'person' | 'invite' | 'case' | 'ledger'
  id: string
  name: string
  /** What tells it apart from others of its name. */
  about: string
  href: Route
}

/** How long to wait for the next letter before searching, ms. */
const TYPING_MS = 150
const MOST = 5

const CASE = /^#?([1-9]\d{0,8})$/
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** What has `typed` for its id or in its name, of all that this person may see. */
export function useFound(typed: string): { found: Found[]; searching: boolean; failed: boolean } {
  const trpc = useTRPC()
  const { may } = useMe()
  const q = useSettled(typed.trim())
  const asked = { q, limit: MOST }
  const common = { enabled: q !== '', placeholderData: keepPreviousData, retry: false }
  const groups = useQuery(trpc.groups.list.queryOptions(asked, common))
  const people = useQuery(trpc.people.list.queryOptions(asked, common))
  const invites = useQuery(trpc.invites.list.queryOptions(asked, common))
  const queries = [groups, people, invites]
  const searching = typed.trim() !== q || queries.some((query) => query.isFetching)
  if (q === '' || typed.trim() === '') return { found: [], searching: typed.trim() !== '', failed: false }
  // Until an answer comes, the one before it serves, as far as it holds what is typed now.
  const isStale = typed.trim() !== q || queries.some((query) => query.isPlaceholderData)
  const number = CASE.exec(q)?.[1]
  const cases: Found[] =
    number && may('case.read')
      ? [{ kind: 'case', id: number, name: `#${number}`, about: '', href: `/review/${number}` as Route }]
      : []
  const found: Found[] = [
    ...(q.startsWith('#') ? cases : []),
    ...(UUID.test(q) && may('ledger.read')
      ? [{ kind: 'ledger' as const, id: q, name: q, about: '', href: `/ledger/${q.toLowerCase()}` as Route }]
      : []),
    ...(groups.data?.items ?? []).map(({ groupId, name }) => ({
      kind: 'group' as const,
      id: groupId,
      name,
      about: groupId,
      href: groupHref(groupId),
    })),
    ...(people.data?.items ?? []).map(({ userId, nickname }) => ({
      kind: 'person' as const,
      id: userId,
      name: nickname || userId,
      about: userId,
      href: personHref(userId),
    })),
    ...(invites.data?.items ?? []).map(({ id, spelled, label, group }) => ({
      kind: 'invite' as const,
      id,
      name: label || group.name || group.id,
      about: spelled,
      href: inviteHref(id),
    })),
    // A number alone may be an id of the chat as well.
    ...(q.startsWith('#') ? [] : cases),
  ]
  const shown = isStale ? found.filter(({ name, about }) => saysAll(`${name} ${about}`, typed)) : found
  return { found: shown, searching, failed: queries.some((query) => query.isError) }
}

/** The text once nobody has typed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
