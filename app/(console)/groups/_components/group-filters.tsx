'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { LiveSearch } from '@/app/_search/live-search'
import { type SetParams, useSearchChanges } from '@/app/_search/use-search-changes'
import { useMe } from '@/app/(console)/_components/me'
import { type ViewHref, Views } from '@/app/(console)/_components/views'
import { buttonClass } from '@/components/ui/button-class'
import { ChipSelect } from '@/components/ui/chip-select'
import { GROUP_SORTS, GROUP_STATUSES, type GroupFilter } from '@/server/features/groups/schema'
import { filterQuery, isNarrow } from './filter-params'
import { CategoryFilter, TagsFilter } from './label-filters'
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
      {seesCases && <YesNo name="openCase" part="open_case" value={filter.openCase} onChange={set} />}
      <YesNo name="ownerless" part="ownerless" value={filter.ownerless} onChange={set} />
      <ChipSelect
        label={t('groups.sort')}
        value={filter.sort}
        neutral="members"
        options={GROUP_SORTS.map((value) => ({ value, label: t(`groups.sort_${value}`) }))}
        onChange={(sort) => set({ sort: sort === 'members' ? undefined : sort })}
      />
      {filter.owner && (
        <span className="inline-flex h-6 items-center rounded-full border border-accent bg-accent-soft px-2 text-sm text-accent">
          {t('groups.owned_by', { id: filter.owner })}
        </span>
      )}
      {isNarrow(filter) && (
        <Link href={path as Route} className={buttonClass({ variant: 'ghost' })}>
          {t('groups.clear_filters')}
        </Link>
      )}
      {may('view.read') && <Views now={{ kind: 'group', filter }} hrefOf={viewHref} />}
    </search>
  )
}

function YesNo(props: {
  name: 'openCase' | 'ownerless'
  part: 'open_case' | 'ownerless'
  value: boolean | undefined
  onChange: SetParams
}) {
  const t = useTranslations('groups')
  const { name, part, value } = props
  return (
    <ChipSelect
      label={t(part)}
      value={value === undefined ? '' : value ? 'true' : 'false'}
      neutral=""
      options={[
        { value: '', label: t(`${part}_any`) },
        { value: 'true', label: t(`${part}_yes`) },
        { value: 'false', label: t(`${part}_no`) },
      ]}
      onChange={(next) => props.onChange({ [name]: next })}
    />
  )
}
