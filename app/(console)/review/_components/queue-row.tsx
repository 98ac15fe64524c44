'use client'

import Link from 'next/link'
import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { useMe } from '@/app/(console)/_components/me'
import { ReasonTag } from '@/app/(console)/_components/reason-tag'
import { Time } from '@/components/time/time'
import { Avatar } from '@/components/ui/avatar'
import type { CaseItem } from '@/server/features/cases/schema'
import { caseHref } from './case-href'

/** One case in the queue. The whole row is the link. */
export function QueueRow(props: { item: CaseItem; current: boolean; query: string }) {
  const t = useTranslations('review')
  const kinds = useTranslations('kinds')
  const { item, current } = props
  const link = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (current) link.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <li className="border-b border-line [contain-intrinsic-size:auto_60px] [content-visibility:auto]">
      <Link
        href={caseHref(item.number, props.query)}
        ref={link}
        data-row=""
        scroll={false}
        prefetch={false}
        aria-current={current ? 'page' : undefined}
        className={`flex h-15 items-center gap-2.5 px-4 -outline-offset-2 ${
          current ? 'bg-accent-soft shadow-[inset_2px_0_0_var(--accent)]' : 'hover:bg-hover'
        }`}
      >
        <Avatar name={item.name} shape={item.kind === 'group' ? 'square' : 'round'} />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2">
            <b className="truncate font-strong" dir="auto">
              {item.name}
            </b>
            <Time at={item.openedAt} as="age" className="ml-auto text-xs text-ink-3" />
          </span>
          <span className="mt-0.5 flex min-w-0 items-center gap-1.5 text-sm whitespace-nowrap text-ink-3">
            <ReasonTag reason={item.reason} severity={item.severity} />
            <span className="truncate">
              {t('reports', { n: item.reports })} · {item.context || kinds(item.kind)}
            </span>
          </span>
        </span>
        {item.claim && <Holder claim={item.claim} />}
      </Link>
    </li>
  )
}

function Holder({ claim }: { claim: NonNullable<CaseItem['claim']> }) {
  const t = useTranslations('review')
  const me = useMe()
  const label = claim.staffId === me.id ? t('held_by_you') : t('held_by', { name: claim.name })
  return (
    <span title={label} className="shrink-0">
      <Avatar name={claim.name} size="sm" />
      <span className="sr-only">{label}</span>
    </span>
  )
}
