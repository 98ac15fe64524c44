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
import { type InviteFilter, LINK_STATES } from '@/server/features/invites/console/schema'
import { INVITE_MODES, PAUSE_REASONS } from '@/server/features/invites/schema'
import { filterQuery, isNarrow } from './filter-params'

const viewHref: ViewHref = (kept) =>
  kept.kind === 'invite' ? (`/invites${filterQuery(kept.filter)}` as Route) : undefined

/** Search, filters and saved views of the links; each is written into the address. */
export function InviteFilters({ filter }: { filter: InviteFilter }) {
  const t = useTranslations('invites')
  const path = usePathname()
  const { may } = useMe()
  const { set, pending } = useSearchChanges()
  return (
    <search className="top-0 z-10 flex flex-wrap items-center gap-1.5 bg-bg py-3.5 md:sticky">
      <LiveSearch label={t('search')} value={filter.q ?? ''} busy={pending} onSearch={(q) => set({ q })} />
      <ChipSelect
        label={t('state')}
        value={filter.state ?? ''}
        neutral=""
        options={[
          { value: '', label: t('state_any') },
          ...LINK_STATES.map((value) => ({ value, label: t(`state_${value}`) })),
        ]}
        onChange={(state) => set({ state: state || undefined, why: undefined })}
      />
      {(filter.state === 'paused' || filter.why) && (
        <ChipSelect
          label={t('pause_why')}
          value={filter.why ?? ''}
          neutral=""
          options={[
            { value: '', label: t('pause_why_any') },
            ...PAUSE_REASONS.map((value) => ({ value, label: t(`pause_why_${value}`) })),
          ]}
          onChange={(why) => set({ why: why || undefined })}
        />
      )}
      <ChipSelect
        label={t('mode')}
        value={filter.mode ?? ''}
        neutral=""
        options={[
          { value: '', label: t('mode_any') },
          ...INVITE_MODES.map((value) => ({ value, label: t(`mode_${value}`) })),
        ]}
        onChange={(mode) => set({ mode: mode || undefined })}
      />
      <ChipSelect
        label={t('mine')}
        value={filter.mine === undefined ? '' : String(filter.mine)}
        neutral=""
        options={[
          { value: '', label: t('mine_any') },
          { value: 'true', label: t('mine_yes') },
          { value: 'false', label: t('mine_no') },
        ]}
        onChange={(mine) => set({ mine: mine || undefined })}
      />
      {filter.group && (
        <span className="inline-flex h-6 max-w-64 items-center rounded-full border border-accent bg-accent-soft px-2 text-sm text-accent">
          <span className="truncate">{t('of_group', { id: filter.group })}</span>
        </span>
      )}
      {isNarrow(filter) && (
        <Link href={path as Route} className={buttonClass({ variant: 'ghost' })}>
          {t('clear_filters')}
        </Link>
      )}
      {may('view.read') && <Views now={{ kind: 'invite', filter }} hrefOf={viewHref} />}
    </search>
  )
}
