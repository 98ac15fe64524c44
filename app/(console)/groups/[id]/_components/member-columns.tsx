'use client'

import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { useMe } from '@/app/(console)/_components/me'
import { personHref } from '@/app/(console)/people/_components/person-href'
import type { Column } from '@/components/table/data-table'
import { RowLink } from '@/components/table/row-link'
import { selectColumn } from '@/components/table/select-column'
import type { Selection } from '@/components/table/use-selection'
import { useNow, useTimeStyle } from '@/components/time/clock'
import { moment } from '@/components/time/format'
import { Time } from '@/components/time/time'
import { Avatar } from '@/components/ui/avatar'
import { Menu } from '@/components/ui/menu'
import { Tag } from '@/components/ui/tag'
import type { GroupMember } from '@/server/features/groups/page/schema'
import { type MemberChoice, memberChoices, nameOf } from './member-choices'

type Choose = (member: GroupMember, choice: MemberChoice) => void

/** What the list tells about a member, and a menu of what can be done. Without a selection nobody can be ticked. */
export function useMemberColumns(props: {
  selection: Selection | null
  onChoose: Choose
}): Column<GroupMember>[] {
  const t = useTranslations()
  const { may } = useMe()
  const { selection } = props
  const select =
    selection &&
    selectColumn<GroupMember>({
      selection,
      rowKey: (member) => member.userId,
      label: (member) => t('group.select_member', { name: nameOf(member) }),
      allLabel: t('group.select_members'),
    })
  return [
    ...(select ? [select] : []),
    nameColumn(t('group.member')),
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
    ...(may('case.read') ? [reportsColumn(t('group.reports'))] : []),
    ...(may('action.submit') ? [menuColumn(t('group.actions'), props.onChoose)] : []),
  ]
}

function nameColumn(header: string): Column<GroupMember> {
  return {
    id: 'name',
    header,
    grows: true,
    cell: (member) => (
      <span className="flex min-w-0 items-center gap-2.5">
        <Avatar name={nameOf(member)} size="sm" />
        <RowLink href={personHref(member.userId)}>
          <b className="font-strong" dir="auto">
            {nameOf(member)}
          </b>
        </RowLink>
        <code className="truncate text-xs text-ink-3 max-md:hidden">{member.userId}</code>
      </span>
    ),
  }
}

function reportsColumn(header: string): Column<GroupMember> {
  return {
    id: 'reports',
    header,
    numeric: true,
    hideBelow: 'md',
    cell: ({ reports }) => (reports > 0 ? reports : <span className="text-ink-3">–</span>),
  }
}

function menuColumn(header: string, onChoose: Choose): Column<GroupMember> {
  return {
    id: 'menu',
    header: <span className="sr-only">{header}</span>,
    numeric: true,
    cell: (member) => <MemberMenu member={member} onChoose={onChoose} />,
  }
}

function MemberMenu({ member, onChoose }: { member: GroupMember; onChoose: Choose }) {
  const t = useTranslations('group')
  const named = useNamed()
  const { may } = useMe()
  const now = useNow(60_000)
  const choices = memberChoices(member, now).filter(({ action }) => may(action))
  return (
    <Menu
      quiet
      label={t('member_menu', { name: nameOf(member) })}
      trigger="⋯"
      items={choices.map((choice) => ({
        id: choice.action,
        label: `${choice.words ? t(choice.words) : named('actions', `${choice.action}.label`)}…`,
        onSelect: () => onChoose(member, choice),
      }))}
    />
  )
}

function Muted({ until }: { until: number }) {
  const t = useTranslations('group')
  const now = useNow(60_000)
  const style = useTimeStyle()
  if (until <= now) return null
  return <Tag tone="warn">{t('muted_until', { time: moment(until, now, style) })}</Tag>
}
