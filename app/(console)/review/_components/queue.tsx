'use client'

import { useQuery } from '@tanstack/react-query'
import { useParams, useRouter, useSearchParams } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useMe } from '@/app/(console)/_components/me'
import { useKeys, useKeysEnabled } from '@/components/shell/keys'
import { Kbd } from '@/components/ui/kbd'
import type { CaseItem } from '@/server/features/cases/schema'
import { caseHref } from './case-href'
import { useNextCase } from './next-case'
import { readQueueFilter } from './queue-filter'
import { QueueFilters } from './queue-filters'
import { QueueList } from './queue-list'
import { useQueue } from './use-queue'

/** The list of cases at the left of Review: counts, filters and rows, moved through by j and k. */
export function Queue() {
  const t = useTranslations('review')
  const trpc = useTRPC()
  const router = useRouter()
  const params = useSearchParams()
  const opened = Number(useParams().number) || null
  const filter = readQueueFilter((name) => params.get(name))
  const queue = useQueue(filter)
  const { data: counts } = useQuery(trpc.cases.counts.queryOptions())
  const list = useRef<HTMLElement>(null)
  const keysEnabled = useKeysEnabled()

  const query = params.size > 0 ? `?${params}` : ''
  const next = nextOf(queue.items, opened, useMe().id)
  const nextHref = next ? caseHref(next.number, query) : null
  const { setHref } = useNextCase()
  useEffect(() => setHref(nextHref), [nextHref, setHref])
  useKeys({
    j: () => moveFocus(list.current, 1),
    k: () => moveFocus(list.current, -1),
    n: nextHref ? () => router.push(nextHref, { scroll: false }) : undefined,
  })

  return (
    <section
      ref={list}
      aria-label={t('queue')}
      className="flex h-full min-h-0 flex-col border-line bg-surface xl:border-r"
    >
      <header className="flex h-[52px] shrink-0 items-center gap-2 border-b border-line px-4">
        <h1 className="text-lg font-semibold tracking-tight">{t('queue')}</h1>
        {counts && (
          <p className="text-ink-3">
            {t('count', { n: counts.open })}
            {counts.mine > 0 && ` · ${t('mine_count', { n: counts.mine })}`}
          </p>
        )}
      </header>
      <QueueFilters filter={filter} />
      <QueueList queue={queue} filter={filter} opened={opened} query={query} />
      {keysEnabled && (
        <footer className="hidden shrink-0 items-center gap-1 border-t border-line px-4 py-2 text-xs whitespace-nowrap text-ink-3 md:flex">
          <Kbd>j</Kbd>
          <Kbd>k</Kbd>
          <span className="mr-2">{t('hint_move')}</span>
          <Kbd>↵</Kbd>
          <span className="mr-2">{t('hint_open')}</span>
          <Kbd>d</Kbd>
          <span className="mr-2">{t('hint_decide')}</span>
          <Kbd>?</Kbd>
          <span>{t('hint_keys')}</span>
        </footer>
      )}
    </section>
  )
}

/** The first open case that nobody else holds. */
function nextOf(items: CaseItem[] | undefined, opened: number | null, me: string): CaseItem | undefined {
  return items?.find(
    (item) => item.state === 'open' && item.number !== opened && (!item.claim || item.claim.staffId === me),
  )
}

/** Moves the focus along the rows, beginning at the focused one, else at the open one. */
function moveFocus(list: HTMLElement | null, by: 1 | -1): void {
  const rows = [...(list?.querySelectorAll<HTMLElement>('a[data-row]') ?? [])]
  const focused = rows.findIndex((row) => row.matches(':focus'))
  const from = focused >= 0 ? focused : rows.findIndex((row) => row.getAttribute('aria-current') === 'page')
  const to = from < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, from + by))
  rows[to]?.focus()
}
