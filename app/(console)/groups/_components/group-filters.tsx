'use client'

import type { Route } from 'next'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useEffect, useRef, useState, useTransition } from 'react'
import { useTranslations } from 'use-intl'
import { withParams } from '@/app/_search/with-params'
import { useMe } from '@/app/(console)/_components/me'
import { useKeys } from '@/components/shell/keys'
import { ChipSelect } from '@/components/ui/chip-select'
import { SearchInput } from '@/components/ui/search-input'
import type { GroupFilter } from '@/server/features/groups/schema'

/** How long to wait for the next letter before searching, ms. */
const TYPING_MS = 250

const STATUSES = [
  'normal',
  'muted',
  'dismissed',
  'banned',
] as const satisfies readonly GroupFilter['status'][]
const STANDINGS = [
  'good',
  'under_review',
  'suspended',
  'dismissed',
] as const satisfies readonly GroupFilter['standing'][]
const SORTS = ['members', 'newest', 'oldest'] as const satisfies readonly GroupFilter['sort'][]

/** Search, filters and order of the groups; each is written into the address. */
export function GroupFilters({ filter }: { filter: GroupFilter }) {
  const t = useTranslations()
  const router = useRouter()
  const path = usePathname()
  const params = useSearchParams()
  const [pending, startTransition] = useTransition()
  const input = useRef<HTMLInputElement>(null)
  useKeys({ '/': () => input.current?.focus() })
  // Whether a group is under review is told to those who may read cases.
  const { may } = useMe()
  const standings = STANDINGS.filter((value) => value !== 'under_review' || may('case.read'))

  const set = (changes: Record<string, string | undefined>) =>
    startTransition(() =>
      router.replace(`${path}${withParams(params.toString(), changes)}` as Route, { scroll: false }),
    )

  return (
    <search className="sticky top-0 z-10 flex flex-wrap items-center gap-1.5 bg-bg py-3.5">
      <Search ref={input} value={filter.q ?? ''} busy={pending} onSearch={(q) => set({ q })} />
      <ChipSelect
        label={t('groups.status')}
        value={filter.status ?? ''}
        neutral=""
        options={[
          { value: '', label: t('groups.status_any') },
          ...STATUSES.map((value) => ({ value, label: t(`group_status.${value}`) })),
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
      <ChipSelect
        label={t('groups.sort')}
        value={filter.sort}
        neutral="members"
        options={SORTS.map((value) => ({ value, label: t(`groups.sort_${value}`) }))}
        onChange={(sort) => set({ sort: sort === 'members' ? undefined : sort })}
      />
    </search>
  )
}

function Search(props: {
  ref: React.RefObject<HTMLInputElement | null>
  value: string
  busy: boolean
  onSearch: (text: string | undefined) => void
}) {
  const t = useTranslations('groups')
  const [text, setText] = useState(props.value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const search = (typed: string) => {
    clearTimeout(timer.current)
    timer.current = undefined
    props.onSearch(typed.trim() || undefined)
  }
  return (
    <SearchInput
      ref={props.ref}
      label={t('search')}
      value={text}
      busy={props.busy}
      maxLength={100}
      onChange={(next) => {
        setText(next)
        clearTimeout(timer.current)
        timer.current = setTimeout(() => search(next), TYPING_MS)
      }}
      // Searched at once: later it would call back whoever follows a link meanwhile.
      onBlur={() => timer.current && search(text)}
    />
  )
}
