'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'

/** Offers to delete a group's reported messages first; nothing where there are none. */
export function ReportedMessages(props: {
  groupId: string
  chosen: boolean
  onChange: (subjectIds: string[] | undefined) => void
}) {
  const t = useTranslations('group_forms')
  const trpc = useTRPC()
  const { data } = useQuery(
    trpc.actions.reportedMessages.queryOptions({ groupId: props.groupId }, { staleTime: 0 }),
  )
  if (!data || data.subjectIds.length === 0) return null
  const n = data.subjectIds.length
  return (
    <div>
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          className="accent-accent"
          checked={props.chosen}
          onChange={({ target }) => props.onChange(target.checked ? data.subjectIds : undefined)}
        />
        {t('delete_reported', { n })}
      </label>
      <p className="pl-[21px] text-sm text-ink-3">
        {t('delete_reported_hint')} {data.total > n && t('delete_reported_more', { n, total: data.total })}
      </p>
    </div>
  )
}
