'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { LiveState } from '@/app/(console)/_components/live-state'
import { groupHref } from '@/app/(console)/groups/_components/group-href'
import { Avatar } from '@/components/ui/avatar'
import { Tag } from '@/components/ui/tag'
import type { CaseDetail } from '@/server/features/cases/schema'
import { isBlind } from './is-blind'

/** Who is accused, where, and what the group is in OpenIM right now. */
export function CaseHeader({ item }: { item: CaseDetail }) {
  const t = useTranslations('case')
  const { subject } = item
  return (
    <header className="sticky top-0 z-10 border-b border-line bg-bg px-6 max-md:static max-md:px-4">
      <Link
        href="/review"
        className="flex h-9 items-center gap-1 text-sm text-ink-3 hover:text-ink xl:hidden"
      >
        <span aria-hidden="true">←</span> {t('to_queue')}
      </Link>
      <div className="flex min-h-[72px] items-center gap-3 py-2.5 max-md:flex-wrap max-md:gap-y-1 max-md:pt-0">
        <Avatar name={subject.name} shape={subject.kind === 'group' ? 'square' : 'round'} size="lg" />
        <div className="min-w-0 flex-1 max-md:basis-[70%]">
          <div className="flex items-center gap-2">
            <h1
              id="case-title"
              dir="auto"
              className="truncate text-lg font-semibold tracking-tight"
              title={subject.name}
            >
              {subject.name}
            </h1>
            <code className="shrink-0 text-xs text-ink-3">#{item.number}</code>
            <CaseStateTag item={item} />
          </div>
          <p className="flex min-w-0 items-baseline gap-1 text-sm text-ink-3">
            <Where item={item} />
          </p>
        </div>
        {item.groupId &&
          (isBlind(item) ? (
            <p className="ml-3 text-xs whitespace-nowrap text-ink-3">{t('hidden_now')}</p>
          ) : (
            <LiveState groupId={item.groupId} />
          ))}
      </div>
    </header>
  )
}

function CaseStateTag({ item }: { item: CaseDetail }) {
  const states = useTranslations('case_states')
  const outcomes = useTranslations('case_outcomes')
  if (item.state === 'open') return null
  return <Tag>{item.outcome ? outcomes(item.outcome) : states(item.state)}</Tag>
}

/** For a person: their role and group. For a group: its id and size. */
function Where({ item }: { item: CaseDetail }) {
  const t = useTranslations('case')
  const { subject } = item
  if (subject.kind === 'group') {
    const members = item.evidence.group?.members
    return (
      <>
        <Link href={groupHref(subject.id)} prefetch={false} className="quiet-link shrink-0">
          {t('group')}
        </Link>
        <code className="truncate text-xs">{subject.id}</code>
        {members !== undefined && <span className="whitespace-nowrap">· {t('members', { n: members })}</span>}
      </>
    )
  }
  if (!subject.group) {
    return (
      <>
        {t('person')} <code className="truncate text-xs">{subject.id}</code>
      </>
    )
  }
  const { id, name, members, role } = subject.group
  return (
    <>
      <span className="whitespace-nowrap">{t('accused_in', { role: role ?? 'none' })}</span>
      <Link href={groupHref(id)} prefetch={false} className="quiet-link truncate text-ink-2" dir="auto">
        {name}
      </Link>
      <span className="whitespace-nowrap">· {t('members', { n: members })}</span>
    </>
  )
}
