'use client'

import Link from 'next/link'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { useMe } from '@/app/(console)/_components/me'
import { ReasonTag } from '@/app/(console)/_components/reason-tag'
import type { Selection } from '@/components/table/use-selection'
import { Time } from '@/components/time/time'
import { TimeLeft } from '@/components/time/time-left'
import { Avatar } from '@/components/ui/avatar'
import type { CaseItem } from '@/server/features/cases/schema'
import { caseHref } from './case-href'

type Props = { item: CaseItem; current: boolean; query: string; selection: Selection | null }

const ROW = 'flex h-15 items-center gap-2.5 px-4 -outline-offset-2'

/** One case in the queue. The whole row is the link, or, while several are chosen, the label of its box. */
export function QueueRow({ item, current, query, selection }: Props) {
  const t = useTranslations('review')
  const link = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (current) link.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <li className="border-b border-line [contain-intrinsic-size:auto_60px] [content-visibility:auto]">
      {selection ? (
        <label className={`${ROW} cursor-pointer hover:bg-hover`}>
          <input
            type="checkbox"
            data-row=""
            aria-label={t('select_row', { name: item.name })}
            checked={selection.has(item.id)}
            onChange={() => selection.toggle(item.id)}
            className="mx-1.5 size-4 accent-accent"
          />
          <Facts item={item} />
        </label>
      ) : (
        <Link
          href={caseHref(item.number, query)}
          ref={link}
          data-row=""
          scroll={false}
          prefetch={false}
          aria-current={current ? 'page' : undefined}
          className={`${ROW} ${
            current ? 'bg-accent-soft shadow-[inset_2px_0_0_var(--accent)]' : 'hover:bg-hover'
          }`}
        >
          <Avatar name={item.name} shape={item.kind === 'group' ? 'square' : 'round'} />
          <Facts item={item} />
        </Link>
      )}
    </li>
  )
}

function Facts({ item }: { item: CaseItem }) {
  const t = useTranslations('review')
  const kinds = useTranslations('kinds')
  const types = useTranslations('case_types')
  const about = [
    item.type === 'report' ? t('reports', { n: item.reports }) : types(item.type),
    item.subjectsCount > 1 && t('parts', { n: item.subjectsCount }),
    item.automated && t('automated'),
    item.context || kinds(item.kind),
  ]
  return (
    <>
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <b className="truncate font-strong" dir="auto">
            {item.name}
          </b>
          <When item={item} />
        </span>
        <span className="mt-0.5 flex min-w-0 items-center gap-1.5 text-sm whitespace-nowrap text-ink-3">
          <ReasonTag reason={item.reason} severity={item.emergency ? 3 : item.severity} />
          <span className="truncate">{about.filter(Boolean).join(' · ')}</span>
        </span>
      </span>
      <Whose item={item} />
    </>
  )
}

/** What is open has time left; what was snoozed comes back; what is over has an age. */
function When({ item }: { item: CaseItem }) {
  const t = useTranslations('review')
  const at = 'ml-auto text-xs'
  if (item.state !== 'open') return <Time at={item.openedAt} as="age" className={`${at} text-ink-3`} />
  if (item.snoozedUntil !== null)
    return <Time at={item.snoozedUntil} as="moment" className={`${at} text-ink-3`} />
  return <TimeLeft until={item.deadlineAt} label={t('left')} overLabel={t('overdue')} className={at} />
}

/** Who holds it, else whom it waits for. */
function Whose({ item: { claim, assignedTo } }: { item: CaseItem }): ReactNode {
  const t = useTranslations('review')
  const me = useMe()
  if (claim) {
    const label = claim.staffId === me.id ? t('held_by_you') : t('held_by', { name: claim.name })
    return <Holder name={claim.name} label={label} />
  }
  if (!assignedTo) return null
  const { id, name } = assignedTo
  const label = id === me.id ? t('assigned_to_you') : t('assigned_to', { name })
  return <Holder name={name} label={label} waits />
}

function Holder({ name, label, waits }: { name: string; label: string; waits?: boolean }) {
  return (
    <span title={label} className={`shrink-0 ${waits ? 'opacity-50' : ''}`}>
      <Avatar name={name} size="sm" />
      <span className="sr-only">{label}</span>
    </span>
  )
}
