'use client'

import { useTranslations } from 'use-intl'
import type { Column } from '@/components/table/data-table'
import { useNow, useTimeStyle } from '@/components/time/clock'
import { moment } from '@/components/time/format'
import { Time } from '@/components/time/time'
import { Avatar } from '@/components/ui/avatar'
import { Tag } from '@/components/ui/tag'
import type { GroupMember } from '@/server/features/groups/page-schema'

/** What the list tells about a member. */
export function useMemberColumns(): Column<GroupMember>[] {
  const t = useTranslations()
  return [
    {
      id: 'name',
      header: t('group.member'),
      grows: true,
      cell: (member) => (
        <span className="flex items-center gap-2.5">
          <Avatar name={member.nickname || member.userId} size="sm" />
          <b className="truncate font-strong" dir="auto">
            {member.nickname || member.userId}
          </b>
          <code className="truncate text-xs text-ink-3">{member.userId}</code>
        </span>
      ),
    },
    {
      id: 'role',
      header: t('group.role'),
      cell: (member) => (
        <span className={member.role === 'member' ? 'text-ink-3' : 'font-medium'}>
          {t(`member_roles.${member.role}`)}{' '}
          {member.mutedUntil !== null && <Muted until={member.mutedUntil} />}
        </span>
      ),
    },
    {
      id: 'joined',
      header: t('group.joined'),
      numeric: true,
      hideBelow: 'md',
      cell: (member) => <Time at={member.joinedAt} as="day" className="text-ink-3" />,
    },
  ]
}

function Muted({ until }: { until: number }) {
  const t = useTranslations('group')
  const now = useNow(60_000)
  const style = useTimeStyle()
  if (until <= now) return null
  return <Tag tone="warn">{t('muted_until', { time: moment(until, now, style) })}</Tag>
}
