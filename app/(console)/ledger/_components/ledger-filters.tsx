'use client'

import { useQuery } from '@tanstack/react-query'
import type { Route } from 'next'
import Link from 'next/link'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { withParams } from '@/app/_search/with-params'
import { useTRPC } from '@/app/_trpc/client'
import { IdFilter, typedIn } from '@/app/(console)/_components/id-filter'
import { useNow, useTimeStyle } from '@/components/time/clock'
import { day } from '@/components/time/format'
import { Button } from '@/components/ui/button'
import { buttonClass } from '@/components/ui/button-class'
import { ChipSelect } from '@/components/ui/chip-select'
import { DateRange } from '@/components/ui/date-range'
import { ACTION_NAMES } from '@/server/actions/schema'
import { type LedgerFilter, STAGE_NAMES } from '@/server/features/ledger/schema'

/** Filters of the ledger: where it stands, what, by whom, about what, and when. Written into the address. */
export function LedgerFilters({ filter }: { filter: LedgerFilter }) {
  const t = useTranslations('ledger_page')
  const named = useNamed()
  const router = useRouter()
  const path = usePathname()
  const params = useSearchParams().toString()
  const set = (changes: Record<string, string | undefined>) =>
    router.replace(`${path}${withParams(params, changes)}` as Route, { scroll: false })
  return (
    <form
      className="sticky top-0 z-10 flex flex-wrap items-center gap-1.5 bg-bg py-3.5"
      onSubmit={(event) => {
        event.preventDefault()
        const typed = new FormData(event.currentTarget)
        set({ group: typedIn(typed, 'group'), person: typedIn(typed, 'person') })
      }}
    >
      <ChipSelect
        label={t('stage')}
        value={filter.stage ?? ''}
        neutral=""
        options={[
          { value: '', label: t('stage_any') },
          ...STAGE_NAMES.map((value) => ({ value, label: t(`stages.${value}`) })),
        ]}
        onChange={(stage) => set({ stage })}
      />
      <ChipSelect
        label={t('what')}
        value={filter.action ?? ''}
        neutral=""
        options={[
          { value: '', label: t('action_any') },
          ...ACTION_NAMES.map((value) => ({ value, label: named('actions', `${value}.label`) })),
        ]}
        onChange={(action) => set({ action })}
      />
      <Who value={filter.who} onChange={(who) => set({ who })} />
      <When filter={filter} onChange={set} />
      <IdFilter name="group" label={t('group_filter')} value={filter.group} most={64} />
      <IdFilter name="person" label={t('person_filter')} value={filter.person} most={64} />
      <Button type="submit">{t('filter')}</Button>
      {Object.values(filter).some((value) => value !== undefined && value !== '') && (
        <Link href="/ledger" className={buttonClass({ variant: 'ghost' })}>
          {t('clear')}
        </Link>
      )}
    </form>
  )
}

function Who(props: { value: string | undefined; onChange: (who: string) => void }) {
  const t = useTranslations('ledger_page')
  const trpc = useTRPC()
  const { data } = useQuery(trpc.ledger.authors.queryOptions())
  return (
    <ChipSelect
      label={t('who')}
      value={props.value ?? ''}
      neutral=""
      options={[
        { value: '', label: t('who_any') },
        { value: 'steward', label: t('who_steward') },
        ...(data ?? []).map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={props.onChange}
    />
  )
}

function When(props: {
  filter: LedgerFilter
  onChange: (changes: Record<string, string | undefined>) => void
}) {
  const t = useTranslations('ledger_page')
  const now = useNow(3_600_000)
  const style = useTimeStyle()
  const { from, to } = props.filter
  const parts = [from && `${t('from')} ${day(from, now, style)}`, to && `${t('to')} ${day(to, now, style)}`]
  return (
    <DateRange
      label={t('when')}
      text={parts.filter(Boolean).join(' ') || t('when')}
      fromLabel={t('from')}
      toLabel={t('to')}
      value={{ from, to }}
      onChange={(range) => props.onChange({ from: range.from?.toString(), to: range.to?.toString() })}
    />
  )
}
