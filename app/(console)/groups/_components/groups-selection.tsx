'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useMe } from '@/app/(console)/_components/me'
import { SelectionBar } from '@/components/table/selection-bar'
import type { Selection } from '@/components/table/use-selection'
import type { GroupFilter } from '@/server/features/groups/schema'
import { BulkActions } from './bulk-actions'

/** How many groups are ticked, and what can be done with them: those that are ticked, or all that match. */
export default function GroupsSelection(props: {
  filter: GroupFilter
  selection: Selection
  /** Nothing more matches than what is loaded. */
  allLoaded: boolean
}) {
  const { filter, selection } = props
  const t = useTranslations('groups')
  const trpc = useTRPC()
  const { may } = useMe()
  const { data: matching } = useQuery(trpc.groups.count.queryOptions(filter))
  const all = matching && t(matching.more ? 'count_more' : 'count', { n: matching.count })
  // Links are made for groups that somebody ticked.
  const actsOnAll = may('action.submit') || may('subject.annotate')
  const offersAll = actsOnAll && !selection.all && selection.loaded === 'all' && !props.allLoaded && all
  const text = selection.all ? (all ?? t('all_matching')) : t('count', { n: selection.ids.size })
  return (
    <SelectionBar
      label={t('selection')}
      text={text}
      more={offersAll ? { label: t('take_all', { groups: all }), onTake: selection.takeAll } : undefined}
      clearLabel={t('unselect')}
      onClear={selection.clear}
    >
      <BulkActions
        chosen={selection.all ? { filter } : { ids: [...selection.ids] }}
        text={text}
        onDone={selection.clear}
      />
    </SelectionBar>
  )
}
