'use client'

import { useLocale, useTranslations } from 'use-intl'
import { useMe } from '@/app/(console)/_components/me'
import type { Column } from '@/components/table/data-table'
import { RowLink } from '@/components/table/row-link'
import { selectColumn } from '@/components/table/select-column'
import type { Selection } from '@/components/table/use-selection'
import { Time } from '@/components/time/time'
import { Avatar } from '@/components/ui/avatar'
import type { GroupItem } from '@/server/features/groups/schema'
import { groupHref } from './group-href'
import { Labels, StandingTag, StatusTag } from './group-tags'

/** What the list tells about a group. Without a selection nothing can be ticked. */
export function useGroupColumns(selection: Selection | null): Column<GroupItem>[] {
  const t = useTranslations('groups')
  const locale = useLocale()
  const { may } = useMe()
  const select =
    selection &&
    selectColumn<GroupItem>({
      selection,
      rowKey: (group) => group.groupId,
      label: (group) => t('select', { name: group.name }),
      allLabel: t('select_loaded'),
    })
  return [
    ...(select ? [select] : []),
    nameColumn(t('name')),
    {
      id: 'status',
      header: <span title={t('status')}>{t('status_short')}</span>,
      cell: (group) => <StatusTag status={group.status} />,
    },
    {
      id: 'standing',
      header: t('standing'),
      hideBelow: 'lg',
      cell: (group) => <StandingTag standing={group.standing} />,
    },
    {
      id: 'owner',
      header: t('owner'),
      hideBelow: 'xl',
      cell: (group) =>
        group.owner ? (
          <span className="block max-w-44 truncate" dir="auto" title={group.owner.id}>
            {group.owner.name}
          </span>
        ) : (
          <span className={group.status === 'dismissed' ? 'text-ink-3' : 'text-warn'}>{t('no_owner')}</span>
        ),
    },
    {
      id: 'members',
      header: t('members'),
      numeric: true,
      cell: (group) => group.members.toLocaleString(locale),
    },
    ...(may('case.read') ? [casesColumn(t('cases'))] : []),
    {
      id: 'created',
      header: t('created'),
      numeric: true,
      hideBelow: 'xl',
      cell: (group) => <Time at={group.createdAt} as="day" className="text-ink-3" />,
    },
    {
      id: 'read',
      header: t('read'),
      numeric: true,
      hideBelow: 'lg',
      cell: (group) => <Time at={group.readAt} as="moment" className="text-ink-3" />,
    },
  ]
}

function nameColumn(header: string): Column<GroupItem> {
  return {
    id: 'name',
    header,
    grows: true,
    cell: (group) => (
      <span className="flex min-w-0 items-center gap-2.5">
        <Avatar name={group.name} shape="square" size="sm" />
        <RowLink href={groupHref(group.groupId)}>
          <b className="font-strong" dir="auto">
            {group.name}
          </b>
        </RowLink>
        <code className="truncate text-xs text-ink-3 max-md:hidden">{group.groupId}</code>
        <span className="flex shrink-0 gap-1 max-lg:hidden">
          <Labels group={group} />
        </span>
      </span>
    ),
  }
}

/** Only for those who may read cases. */
function casesColumn(header: string): Column<GroupItem> {
  return {
    id: 'cases',
    header,
    numeric: true,
    hideBelow: 'md',
    cell: ({ openCases }) => (openCases > 0 ? openCases : <span className="text-ink-3">–</span>),
  }
}
