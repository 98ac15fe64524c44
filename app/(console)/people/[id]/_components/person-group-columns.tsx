'use client'

import { useLocale, useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { useMe } from '@/app/(console)/_components/me'
import { groupHref } from '@/app/(console)/groups/_components/group-href'
import { StatusTag } from '@/app/(console)/groups/_components/group-tags'
import type { Column } from '@/components/table/data-table'
import { RowLink } from '@/components/table/row-link'
import { useNow, useTimeStyle } from '@/components/time/clock'
import { moment } from '@/components/time/format'
import { Avatar } from '@/components/ui/avatar'
import { Menu, type MenuItem } from '@/components/ui/menu'
import { Tag } from '@/components/ui/tag'
import type { PersonDetail, PersonGroup } from '@/server/features/people/person/schema'

/** What can be chosen for somebody in one of their groups. */
export type GroupChoice = 'member.mute' | 'member.unmute' | 'member.kick' | 'messages'

/** What the list tells about a group somebody is in, and the menu of what can be done to them there. */
export function usePersonGroupColumns(
  person: PersonDetail,
  onChoose: (group: PersonGroup, choice: GroupChoice) => void,
): Column<PersonGroup>[] {
  const t = useTranslations()
  const locale = useLocale()
  const itemsFor = useMenuItems(onChoose)
  const columns: Column<PersonGroup>[] = [
    {
      id: 'name',
      header: t('person.group'),
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
        </span>
      ),
    },
    {
      id: 'role',
      header: t('person.role'),
      cell: (group) => (
        <span className={group.role === 'owner' || group.role === 'admin' ? 'font-medium' : 'text-ink-3'}>
          {t(`member_roles.${group.role ?? 'former'}`)}{' '}
          {group.mutedUntil !== null && <Muted until={group.mutedUntil} />}
        </span>
      ),
    },
    {
      id: 'status',
      header: t('person.status'),
      hideBelow: 'md',
      cell: (group) => <StatusTag status={group.status} />,
    },
    {
      id: 'members',
      header: t('person.members'),
      numeric: true,
      hideBelow: 'md',
      cell: (group) => group.members.toLocaleString(locale),
    },
  ]
  if (person.isSystem) return columns
  const menu: Column<PersonGroup> = {
    id: 'menu',
    header: <span className="sr-only">{t('person.more')}</span>,
    cell: (group) => (
      <Menu quiet label={t('person.more_in', { group: group.name })} trigger="⋯" items={itemsFor(group)} />
    ),
  }
  return [...columns, menu]
}

function useMenuItems(onChoose: (group: PersonGroup, choice: GroupChoice) => void) {
  const t = useTranslations('person')
  const named = useNamed()
  const { may } = useMe()
  return (group: PersonGroup): MenuItem[] => {
    const actions = group.role === null ? [] : (['member.mute', 'member.unmute', 'member.kick'] as const)
    const offered = actions
      .filter((action) => may(action))
      .filter((action) => action !== 'member.unmute' || group.mutedUntil !== null)
      .map((action) => ({ id: action, label: `${named('actions', `${action}.label`)}…` }))
    const messages =
      may('message.revoke') && may('case.read')
        ? [{ id: 'messages' as const, label: `${t('remove_messages_here')}…` }]
        : []
    return [...offered, ...messages].map((item) => ({ ...item, onSelect: () => onChoose(group, item.id) }))
  }
}

function Muted({ until }: { until: number }) {
  const t = useTranslations('person')
  const now = useNow(60_000)
  const style = useTimeStyle()
  if (until <= now) return null
  return <Tag tone="warn">{t('muted_until', { time: moment(until, now, style) })}</Tag>
}
