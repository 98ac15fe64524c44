'use client'

import { useQuery } from '@tanstack/react-query'
import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { useMe } from '@/app/(console)/_components/me'
import type { Column } from '@/components/table/data-table'
import { DataTable } from '@/components/table/data-table'
import { Failed } from '@/components/table/failed'
import { SelectionBar } from '@/components/table/selection-bar'
import { useSelection } from '@/components/table/use-selection'
import { Empty } from '@/components/ui/empty'
import type { RelatedGroup } from '@/server/features/groups/page/schema'
import type { GroupDetail, GroupItem } from '@/server/features/groups/schema'
import { BulkActions } from '../../_components/bulk-actions'
import { useGroupColumns } from '../../_components/group-columns'

/** Columns of the list of groups that are shown here too. */
const SHOWN = new Set(['select', 'name', 'status', 'standing', 'members'])

/** Groups that have to do with this one, and acting on several of them. */
export default function RelatedGroups({ group }: { group: GroupDetail }) {
  const t = useTranslations()
  const trpc = useTRPC()
  const refusalText = useRefusalText()
  const { may } = useMe()
  const { data, error, refetch } = useQuery(trpc.groups.related.queryOptions({ groupId: group.groupId }))
  const selection = useSelection(data?.items.map((item) => item.groupId) ?? [], group.groupId)
  const columns = useRelatedColumns(may('action.submit') || may('subject.annotate') ? selection : null)
  const text = t('groups.count', { n: selection.ids.size })
  return (
    <section aria-label={t('group.tab_related')} className="pt-3">
      <p className="mb-1 text-sm text-ink-3">
        {t(data?.adminsRead === false ? 'group.related_admins_unread' : 'group.related_admins_text')}{' '}
        {data?.more && t('group.related_more')}{' '}
        {group.owner && (
          <Link href={`/groups?owner=${encodeURIComponent(group.owner.id)}` as Route} className="underline">
            {t('group.related_owner_link')}
          </Link>
        )}
      </p>
      <DataTable
        label={t('group.tab_related')}
        columns={columns}
        rows={data?.items}
        rowKey={(item) => item.groupId}
        isSelected={(item) => selection.has(item.groupId)}
        error={
          error && (
            <Failed
              title={t('group.related_failed')}
              retryLabel={t('app.retry')}
              onRetry={() => void refetch()}
            >
              {refusalText(error)}
            </Failed>
          )
        }
        empty={<Empty title={t('group.related_none')}>{t('group.related_none_text')}</Empty>}
      />
      {selection.loaded !== 'none' && (
        <SelectionBar
          label={t('groups.selection')}
          text={text}
          clearLabel={t('groups.unselect')}
          onClear={selection.clear}
        >
          <BulkActions chosen={{ ids: [...selection.ids] }} text={text} onDone={selection.clear} />
        </SelectionBar>
      )}
    </section>
  )
}

function useRelatedColumns(selection: Parameters<typeof useGroupColumns>[0]): Column<RelatedGroup>[] {
  const t = useTranslations('group')
  const common: Column<GroupItem>[] = useGroupColumns(selection).filter(({ id }) => SHOWN.has(id))
  return [
    ...common,
    {
      id: 'relation',
      header: t('relation'),
      hideBelow: 'md',
      cell: (item) => (
        <span className="text-ink-2">
          {item.relations.map((relation) => t(`relation_${relation}`)).join(', ')}
        </span>
      ),
    },
  ]
}
