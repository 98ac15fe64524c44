'use client'

import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { Time } from '@/components/time/time'
import type { InboxItem } from '@/server/features/inbox/schema'

/** One thing that somebody is told of a case. */
export function InboxLine({ item, onOpen }: { item: InboxItem; onOpen: () => void }) {
  const t = useTranslations('inbox')
  const { kind, number, subject, by, times, at, read } = item
  return (
    <li className="border-b border-line last:border-b-0">
      <Link
        href={`/review/${number}`}
        prefetch={false}
        onClick={onOpen}
        className="grid grid-cols-[8px_minmax(0,1fr)_auto] items-baseline gap-x-2.5 px-4 py-2.5 -outline-offset-2 hover:bg-hover"
      >
        {read ? (
          <span />
        ) : (
          <span className="size-2 self-center rounded-full bg-accent">
            <span className="sr-only">{t('unread')}</span>
          </span>
        )}
        <span className={read ? 'text-ink-2' : 'font-medium'}>
          {t(`kinds.${kind}`, { by: by ?? '', n: times })}
        </span>
        <Time at={at} as="age" className="text-xs text-ink-3" />
        <span className="col-start-2 truncate text-sm text-ink-3">
          #{number} · <bdi>{subject.name}</bdi>
        </span>
      </Link>
    </li>
  )
}
