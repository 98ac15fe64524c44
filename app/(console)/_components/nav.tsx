'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import {
  ChartIcon,
  InboxIcon,
  LedgerIcon,
  LinkIcon,
  PeopleIcon,
  PersonIcon,
  ScrollIcon,
  SlidersIcon,
} from '@/components/shell/icons'
import { NavLink } from '@/components/shell/nav-link'
import { may, type Role } from '@/server/auth/permissions'

/** The navigation by job: what this role may see, with live counts. */
export function Nav({ role }: { role: Role }) {
  const t = useTranslations('nav')
  return (
    <>
      {may(role, 'case.read') && (
        <NavLink href="/review" icon={<InboxIcon />} label={t('review')} count={<OpenCount />} keys="g r" />
      )}
      {may(role, 'group.read') && (
        <NavLink href="/groups" icon={<PeopleIcon />} label={t('groups')} keys="g g" />
      )}
      {may(role, 'person.read') && (
        <NavLink href="/people" icon={<PersonIcon />} label={t('people')} keys="g p" />
      )}
      {may(role, 'invite.read') && (
        <NavLink href="/invites" icon={<LinkIcon />} label={t('invites')} keys="g v" />
      )}
      {may(role, 'ledger.read') && (
        <NavLink
          href="/ledger"
          icon={<LedgerIcon />}
          label={t('ledger')}
          count={<AnswerCount />}
          keys="g l"
        />
      )}
      {may(role, 'insight.read') && (
        <NavLink href="/insights" icon={<ChartIcon />} label={t('insights')} keys="g i" />
      )}
      {may(role, 'audit.read') && (
        <NavLink href="/audit" icon={<ScrollIcon />} label={t('audit')} keys="g a" />
      )}
      {may(role, 'health.read') && (
        <NavLink href="/settings" icon={<SlidersIcon />} label={t('settings')} keys="g s" />
      )}
    </>
  )
}

function OpenCount() {
  const trpc = useTRPC()
  const t = useTranslations('review')
  const { data } = useQuery(trpc.cases.counts.queryOptions())
  if (!data) return null
  return (
    <>
      <span aria-hidden="true">{data.open}</span>
      <span className="sr-only">{t('count', { n: data.open })}</span>
    </>
  )
}

/** How many requests wait for this person's answer. */
function AnswerCount() {
  const trpc = useTRPC()
  const t = useTranslations('nav')
  const { data } = useQuery(trpc.approvals.counts.queryOptions())
  if (!data?.answerable) return null
  return (
    <>
      <span aria-hidden="true">{data.answerable}</span>
      <span className="sr-only">{t('ledger_waiting', { n: data.answerable })}</span>
    </>
  )
}
