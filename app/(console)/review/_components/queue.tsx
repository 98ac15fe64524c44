'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { usePathname, useSearchParams } from 'next/navigation'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { useMe } from '@/app/(console)/_components/me'
import { useKeys, useKeysEnabled } from '@/components/shell/keys'
import { useSelection } from '@/components/table/use-selection'
import { Button } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'
import { MOST_COUNTED } from '@/server/features/cases/claim-times'
import type { CaseCounts } from '@/server/features/cases/schema'
import { caseNumberOf } from './case-href'
import { useNextCase } from './next-case'
import { readQueueFilter } from './queue-filter'
import { QueueFilters } from './queue-filters'
import { QueueList } from './queue-list'
import { useQueue } from './use-queue'

const QueueSelection = dynamic(() => import('./queue-selection'), { ssr: false })

/** The list of cases at the left of Review: counts, filters and rows, moved through by j and k. */
export function Queue() {
  const t = useTranslations('review')
  const trpc = useTRPC()
  const params = useSearchParams()
  const opened = caseNumberOf(usePathname())
  const filter = readQueueFilter((name) => params.get(name))
  const queue = useQueue(filter)
  const { data: counts } = useQuery(trpc.cases.counts.queryOptions())
  const list = useRef<HTMLElement>(null)
  const me = useMe()
  const next = useNextCase()
  const refusalText = useRefusalText()
  const [selecting, setSelecting] = useState(false)
  const selection = useSelection(queue.items?.map(({ id }) => id) ?? [], JSON.stringify(filter))
  const maySelect = me.may('case.rearrange') && filter.state === 'open'

  useKeys({
    j: () => moveFocus(list.current, 1),
    k: () => moveFocus(list.current, -1),
    o: () => list.current?.querySelector<HTMLElement>('a[data-row]:focus')?.click(),
    n: next.may ? () => void next.go() : undefined,
  })

  return (
    <section
      ref={list}
      aria-label={t('queue')}
      className="flex h-full min-h-0 flex-col border-line bg-surface xl:border-r"
    >
      <header className="flex h-[52px] shrink-0 items-center gap-2 border-b border-line px-4">
        <h1 className="text-lg font-semibold tracking-tight">{t('queue')}</h1>
        {counts && <Counts counts={counts} />}
        {maySelect && (
          <Button
            variant="ghost"
            className="ml-auto"
            aria-pressed={selecting}
            onClick={() => {
              setSelecting(!selecting)
              selection.clear()
            }}
          >
            {t(selecting ? 'select_end' : 'select')}
          </Button>
        )}
      </header>
      <QueueFilters filter={filter} counts={counts} />
      {next.error !== null && (
        <p role="alert" className="border-b border-line px-4 py-2 text-sm text-danger">
          {refusalText(next.error)}
        </p>
      )}
      {next.empty && opened === null && (
        <p role="status" className="border-b border-line px-4 py-2 text-sm text-ink-2">
          {t('nothing_next')}
        </p>
      )}
      <QueueList
        queue={queue}
        filter={filter}
        opened={opened}
        query={params.size > 0 ? `?${params}` : ''}
        selection={selecting && maySelect ? selection : null}
      />
      {selecting && maySelect && (
        <QueueSelection items={queue.items ?? []} selection={selection} onDone={() => setSelecting(false)} />
      )}
      <Hints />
    </section>
  )
}

/** How many wait, and what waits for this person. */
function Counts({ counts }: { counts: CaseCounts }) {
  const t = useTranslations('review')
  const { open, mine, assigned, asked } = counts
  return (
    <p className="truncate text-ink-3">
      {t(open >= MOST_COUNTED ? 'count_most' : 'count', { n: open })}
      {mine > 0 && ` · ${t('mine_count', { n: mine })}`}
      {assigned > 0 && ` · ${t('assigned_count', { n: assigned })}`}
      {asked > 0 && <b className="font-medium text-accent"> · {t('asked_count', { n: asked })}</b>}
    </p>
  )
}

function Hints() {
  const t = useTranslations('review')
  const hints = [
    ['n', 'hint_next'],
    ['o', 'hint_open'],
    ['d', 'hint_decide'],
    ['?', 'hint_keys'],
  ] as const
  if (!useKeysEnabled()) return null
  return (
    <footer className="hidden shrink-0 items-center gap-1 border-t border-line px-4 py-2 text-xs whitespace-nowrap text-ink-3 md:flex">
      <Kbd>j</Kbd>
      <Kbd>k</Kbd>
      <span className="mr-2">{t('hint_move')}</span>
      {hints.map(([key, does]) => (
        <span key={key} className="mr-1">
          <Kbd>{key}</Kbd> {t(does)}
        </span>
      ))}
    </footer>
  )
}

/** Moves the focus along the rows, beginning at the focused one, else at the open one. */
function moveFocus(list: HTMLElement | null, by: 1 | -1): void {
  const rows = [...(list?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
  const focused = rows.findIndex((row) => row.matches(':focus'))
  const from = focused >= 0 ? focused : rows.findIndex((row) => row.getAttribute('aria-current') === 'page')
  const to = from < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, from + by))
  rows[to]?.focus()
}
