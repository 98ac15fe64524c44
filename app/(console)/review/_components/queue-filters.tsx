'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import type { Route } from 'next'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useTransition } from 'react'
import { useTranslations } from 'use-intl'
import { withParams } from '@/app/_search/with-params'
import { useDesk } from '@/app/(console)/_components/use-desk'
import { ChipSelect } from '@/components/ui/chip-select'
import { MOST_COUNTED } from '@/server/features/cases/claim-times'
import type { CaseCounts, CaseFilter } from '@/server/features/cases/schema'
import { isFiltered, QUEUE_CLAIMS, QUEUE_KINDS, QUEUE_SORTS, QUEUE_STATES } from './queue-filter'

/** Filters and order of the queue; each choice is written into the address. */
export function QueueFilters(props: { filter: CaseFilter; counts: CaseCounts | undefined }) {
  const { filter, counts } = props
  const t = useTranslations()
  const desk = useDesk()
  const { reasons } = desk
  const router = useRouter()
  const path = usePathname()
  const params = useSearchParams()
  const [, startTransition] = useTransition()

  const set = (changes: Record<string, string | undefined>) =>
    startTransition(() =>
      router.replace(`${path}${withParams(params.toString(), changes)}` as Route, { scroll: false }),
    )

  return (
    // biome-ignore lint/a11y/useSemanticElements: a search element would announce more than four small choices.
    <div
      role="group"
      aria-label={t('review.filters')}
      className="flex shrink-0 flex-wrap gap-1.5 border-b border-line px-4 py-2.5"
    >
      <AnyOf
        label={t('review.in_queue')}
        any={t('review.queue_any')}
        value={filter.queue}
        options={(counts?.queues ?? []).map(({ id, open }) => ({
          value: id,
          label: `${desk.queueName(id)} · ${open >= MOST_COUNTED ? `${open}+` : open}`,
        }))}
        onChange={(queue) => set({ queue })}
      />
      <ChipSelect
        label={t('review.state')}
        value={filter.state}
        neutral="open"
        options={QUEUE_STATES.map((value) => ({ value, label: t(`case_states.${value}`) }))}
        onChange={(state) => set({ state: state === 'open' ? undefined : state })}
      />
      <AnyOf
        label={t('review.reason')}
        any={t('review.reason_any')}
        value={filter.reason}
        options={reasons.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(reason) => set({ reason })}
      />
      <AnyOf
        label={t('review.kind')}
        any={t('review.kind_any')}
        value={filter.kind}
        options={QUEUE_KINDS.map((value) => ({ value, label: t(`review.kind_${value}`) }))}
        onChange={(kind) => set({ kind })}
      />
      <AnyOf
        label={t('review.claim')}
        any={t('review.claim_any')}
        value={filter.claim}
        options={QUEUE_CLAIMS.map((value) => ({ value, label: t(`review.claim_${value}`) }))}
        onChange={(claim) => set({ claim })}
      />
      <ChipSelect
        label={t('review.sort')}
        value={filter.sort}
        neutral="urgent"
        options={QUEUE_SORTS.map((value) => ({ value, label: t(`review.sort_${value}`) }))}
        onChange={(sort) => set({ sort: sort === 'urgent' ? undefined : sort })}
      />
      {isFiltered(filter) && (
        <button
          type="button"
          onClick={() =>
            set({ state: undefined, reason: undefined, kind: undefined, claim: undefined, queue: undefined })
          }
          className="h-6 px-1 text-sm text-ink-3 hover:text-ink"
        >
          {t('review.clear')}
        </button>
      )}
    </div>
  )
}

/** One of them, or whichever. */
function AnyOf(props: {
  label: string
  any: string
  value: string | undefined
  options: readonly { value: string; label: string }[]
  onChange: (value: string) => void
}) {
  const { any, value = '', options, ...rest } = props
  return <ChipSelect {...rest} value={value} neutral="" options={[{ value: '', label: any }, ...options]} />
}
