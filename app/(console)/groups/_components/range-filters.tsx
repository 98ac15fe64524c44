'use client'

import { useId } from 'react'
import { useTranslations } from 'use-intl'
import type { SetParams } from '@/app/_search/use-search-changes'
import { useNow, useTimeStyle } from '@/components/time/clock'
import { day } from '@/components/time/format'
import { ChipPopover } from '@/components/ui/chip-popover'
import { controlClass } from '@/components/ui/control-class'
import { DateRange } from '@/components/ui/date-range'
import type { GroupFilter } from '@/server/features/groups/schema'

type Props = { filter: GroupFilter; onChange: SetParams }

/** Groups by how many are in them. */
export function SizeFilter({ filter, onChange }: Props) {
  const t = useTranslations('groups')
  const { minMembers: min, maxMembers: max } = filter
  const text = () => {
    if (min !== undefined && max !== undefined) return t('size_range', { min, max })
    if (min !== undefined) return t('size_from', { min })
    return max === undefined ? t('size_any') : t('size_to', { max })
  }
  return (
    <ChipPopover label={t('size')} text={text()} chosen={min !== undefined || max !== undefined}>
      <div className="grid w-48 gap-2.5 px-3.5 py-3">
        <Size label={t('from')} value={min} onChange={(minMembers) => onChange({ minMembers })} />
        <Size label={t('to')} value={max} onChange={(maxMembers) => onChange({ maxMembers })} />
      </div>
    </ChipPopover>
  )
}

function Size(props: { label: string; value: number | undefined; onChange: (text: string) => void }) {
  const id = useId()
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-sm text-ink-3">
        {props.label}
      </label>
      <input
        id={id}
        type="number"
        min={0}
        max={1_000_000_000}
        inputMode="numeric"
        defaultValue={props.value}
        // While it is typed the list stays; Enter or leaving the field asks.
        onBlur={({ currentTarget }) => props.onChange(currentTarget.value)}
        onKeyDown={({ key, currentTarget }) => {
          if (key === 'Enter') props.onChange(currentTarget.value)
        }}
        className={`${controlClass} h-9 md:h-8`}
      />
    </div>
  )
}

/** Groups by when they were made. */
export function CreatedFilter({ filter, onChange }: Props) {
  const t = useTranslations('groups')
  const now = useNow(3_600_000)
  const style = useTimeStyle()
  const { createdFrom: from, createdTo: to } = filter
  const dayOf = (ms: number) => day(ms, now, style)
  const text = () => {
    if (from !== undefined && to !== undefined) return t('made_between', { from: dayOf(from), to: dayOf(to) })
    if (from !== undefined) return t('made_since', { from: dayOf(from) })
    return to === undefined ? t('made_any') : t('made_until', { to: dayOf(to) })
  }
  return (
    <DateRange
      label={t('created')}
      text={text()}
      fromLabel={t('from')}
      toLabel={t('to')}
      value={{ from, to }}
      onChange={(value) => onChange({ createdFrom: value.from?.toString(), createdTo: value.to?.toString() })}
    />
  )
}
