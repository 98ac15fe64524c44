'use client'

import type { Route } from 'next'
import { useLocale, useTranslations } from 'use-intl'
import type { Column } from '@/components/table/data-table'
import { RowLink } from '@/components/table/row-link'
import { Time } from '@/components/time/time'
import { Avatar } from '@/components/ui/avatar'
import type { GroupItem } from '@/server/features/groups/schema'
import { StandingTag, StatusTag } from './group-tags'

/** What the list tells about a group. */
export function useGroupColumns(): Column<GroupItem>[] {
  const t = useTranslations('groups')
  const locale = useLocale()
  return [
    {
      id: 'name',
      header: t('name'),
      grows: true,
      cell: (group) => (
        <span className="flex min-w-0 items-center gap-2.5">
          <Avatar name={group.name} shape="square" size="sm" />
          <RowLink href={`/groups/${encodeURIComponent(group.groupId)}` as Route}>
            <b className="font-strong" dir="auto">
              {group.name}
            </b>
          </RowLink>
          <code className="truncate text-xs text-ink-3 max-md:hidden">{group.groupId}</code>
        </span>
      ),
    },
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
          <span className="text-warn">{t('no_owner')}</span>
        ),
    },
    {
      id: 'members',
      header: t('members'),
      numeric: true,
      cell: (group) => group.members.toLocaleString(locale),
    },
    {
      id: 'cases',
      header: t('cases'),
      numeric: true,
      hideBelow: 'md',
      cell: (group) => (group.openCases > 0 ? group.openCases : <span className="text-ink-3">–</span>),
    },
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
