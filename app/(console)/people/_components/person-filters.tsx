'use client'

import type { Route } from 'next'
import { useTranslations } from 'use-intl'
import { LiveSearch } from '@/app/_search/live-search'
import { type SetParams, useSearchChanges } from '@/app/_search/use-search-changes'
import { useMe } from '@/app/(console)/_components/me'
import { type ViewHref, Views } from '@/app/(console)/_components/views'
import { useNow, useTimeStyle } from '@/components/time/clock'
import { day } from '@/components/time/format'
import { ChipSelect } from '@/components/ui/chip-select'
import { DateRange } from '@/components/ui/date-range'
import type { PersonFilter } from '@/server/features/people/schema'
import { filterQuery } from './filter-params'

const STANDINGS = [
  'good',
  'under_review',
  'suspended',
  'dismissed',
] as const satisfies readonly PersonFilter['standing'][]

const SORTS = [
  'registered',
  'registered_first',
  'name',
  'name_desc',
] as const satisfies readonly PersonFilter['sort'][]

/** Search, filters, order and saved views of people; each is written into the address. */
export function PersonFilters({ filter }: { filter: PersonFilter }) {
  const t = useTranslations()
  const { set, pending } = useSearchChanges()
  // What tells of cases is for those who may read them.
  const { may } = useMe()
  const seesCases = may('case.read')
  const standings = STANDINGS.filter((value) => value !== 'under_review' || seesCases)

  return (
    <search className="sticky top-0 z-10 flex flex-wrap items-center gap-1.5 bg-bg py-3.5">
      <LiveSearch
        label={t('people.search')}
        value={filter.q ?? ''}
        busy={pending}
        onSearch={(q) => set({ q })}
      />
      <ChipSelect
        label={t('people.standing')}
        value={filter.standing ?? ''}
        neutral=""
        options={[
          { value: '', label: t('people.standing_any') },
          ...standings.map((value) => ({ value, label: t(`standing.${value}`) })),
        ]}
        onChange={(standing) => set({ standing })}
      />
      {seesCases && (
        <ChipSelect
          label={t('people.open_case')}
          value={filter.openCase === undefined ? '' : filter.openCase ? 'true' : 'false'}
          neutral=""
          options={[
            { value: '', label: t('people.open_case_any') },
            { value: 'true', label: t('people.open_case_yes') },
            { value: 'false', label: t('people.open_case_no') },
          ]}
          onChange={(openCase) => set({ openCase })}
        />
      )}
      <Registered filter={filter} onChange={set} />
      <ChipSelect
        label={t('people.sort')}
        value={filter.sort}
        neutral="registered"
        options={SORTS.map((value) => ({ value, label: t(`people.sort_${value}`) }))}
        onChange={(sort) => set({ sort: sort === 'registered' ? undefined : sort })}
      />
      {may('view.read') && <Views now={{ kind: 'person', filter }} hrefOf={viewHref} />}
    </search>
  )
}

const viewHref: ViewHref = (kept) =>
  kept.kind === 'person' ? (`/people${filterQuery(kept.filter)}` as Route) : undefined

function Registered(props: { filter: PersonFilter; onChange: SetParams }) {
  const t = useTranslations('people')
  const now = useNow(3_600_000)
  const style = useTimeStyle()
  const { registeredFrom: from, registeredTo: to } = props.filter
  const dayOf = (ms: number) => day(ms, now, style)
  const text = () => {
    if (from !== undefined && to !== undefined) return t('between', { from: dayOf(from), to: dayOf(to) })
    if (from !== undefined) return t('since', { from: dayOf(from) })
    return to === undefined ? t('registered_any') : t('until', { to: dayOf(to) })
  }
  return (
    <DateRange
      label={t('registered')}
      text={text()}
      fromLabel={t('from')}
      toLabel={t('to')}
      value={{ from, to }}
      onChange={(value) =>
        props.onChange({ registeredFrom: value.from?.toString(), registeredTo: value.to?.toString() })
      }
    />
  )
}
