'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { LiveSearch } from '@/app/_search/live-search'
import { useSearchChanges } from '@/app/_search/use-search-changes'
import { useMe } from '@/app/(console)/_components/me'
import { type ViewHref, Views } from '@/app/(console)/_components/views'
import { buttonClass } from '@/components/ui/button-class'
import { ChipSelect } from '@/components/ui/chip-select'
import { GROUP_SORTS, GROUP_STATUSES, type GroupFilter } from '@/server/features/groups/schema'
import { filterQuery, isNarrow } from './filter-params'
import { CategoryFilter, TagsFilter } from './label-filters'
import { OwnerFilter } from './owner-filter'
import { CreatedFilter, SizeFilter } from './range-filters'

const STANDINGS = [
  'good',
  'under_review',
  'suspended',
  'dismissed',
] as const satisfies readonly GroupFilter['standing'][]

const viewHref: ViewHref = (kept) =>
  kept.kind === 'group' ? (`/groups${filterQuery(kept.filter)}` as Route) : undefined

/** Search, filters, order and saved views of the groups; each is written into the address. */
export function GroupFilters({ filter }: { filter: GroupFilter }) {
  const t = useTranslations()
  const path = usePathname()
  const { set, pending } = useSearchChanges()
  // What tells of cases is for those who may read them.
  const { may } = useMe()
  const seesCases = may('case.read')
  const standings = STANDINGS.filter((value) => value !== 'under_review' || seesCases)

  return (
    <search className="top-0 z-10 flex flex-wrap items-center gap-1.5 bg-bg py-3.5 md:sticky">
      {/* What is typed belongs to this address: another view has its own. */}
      <LiveSearch
        label={t('groups.search')}
        value={filter.q ?? ''}
        busy={pending}
        onSearch={(q) => set({ q })}
      />
      <ChipSelect
        label={t('groups.status')}
        value={filter.status ?? ''}
        neutral=""
        options={[
          { value: '', label: t('groups.status_any') },
          ...GROUP_STATUSES.map((value) => ({ value, label: t(`group_status.${value}`) })),
        ]}
        onChange={(status) => set({ status })}
      />
      <ChipSelect
        label={t('groups.standing')}
        value={filter.standing ?? ''}
        neutral=""
        options={[
          { value: '', label: t('groups.standing_any') },
          ...standings.map((value) => ({ value, label: t(`standing.${value}`) })),
        ]}
        onChange={(standing) => set({ standing })}
      />
      <CategoryFilter filter={filter} onChange={set} />
      <TagsFilter filter={filter} onChange={set} />
      <SizeFilter filter={filter} onChange={set} />
      <CreatedFilter filter={filter} onChange={set} />
      <OwnerFilter filter={filter} onChange={set} />
      {seesCases && (
        <ChipSelect
          label={t('groups.open_case')}
          value={filter.openCase === undefined ? '' : String(filter.openCase)}
          neutral=""
          options={[
            { value: '', label: t('groups.open_case_any') },
            { value: 'true', label: t('groups.open_case_yes') },
            { value: 'false', label: t('groups.open_case_no') },
          ]}
          onChange={(openCase) => set({ openCase })}
        />
      )}
      <ChipSelect
        label={t('groups.sort')}
        value={filter.sort}
        neutral="members"
        options={GROUP_SORTS.map((value) => ({ value, label: t(`groups.sort_${value}`) }))}
        onChange={(sort) => set({ sort: sort === 'members' ? undefined : sort })}
      />
      {isNarrow(filter) && (
        <Link href={path as Route} className={buttonClass({ variant: 'ghost' })}>
          {t('groups.clear_filters')}
        </Link>
      )}
      {may('view.read') && <Views now={{ kind: 'group', filter }} hrefOf={viewHref} />}
    </search>
  )
}
