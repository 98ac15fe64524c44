'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { Menu } from '@/components/ui/menu'
import type { Reorder } from '@/server/features/desk/settings/schema'

/** Moves one row up or down among all of its kind. */
export function useReorder(kind: Reorder['kind'], ids: readonly string[]) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const save = useMutation(
    trpc.desk.reorder.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.desk.pathFilter()),
    }),
  )
  const swap = (from: number, to: number) => {
    const next = [...ids]
    const [a, b] = [ids[from], ids[to]]
    if (a === undefined || b === undefined || save.isPending) return
    next[from] = b
    next[to] = a
    save.mutate({ kind, ids: next })
  }
  return {
    error: save.error,
    up: (id: string) => swap(ids.indexOf(id), ids.indexOf(id) - 1),
    down: (id: string) => swap(ids.indexOf(id), ids.indexOf(id) + 1),
  }
}

/** What can be done with one row of a settings table. */
export function RowMenu(props: {
  /** Its name. */
  of: string
  items: readonly ({ id: string; label: string; onSelect: () => void } | false)[]
}) {
  const t = useTranslations('desk_settings')
  return (
    <Menu
      quiet
      label={t('more_of', { what: props.of })}
      trigger={<span aria-hidden="true">···</span>}
      items={props.items.filter((item) => item !== false)}
    />
  )
}
