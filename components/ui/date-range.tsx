'use client'

import { useId, useState } from 'react'
import { ChipPopover } from './chip-popover'
import { controlClass } from './control-class'

const EARLIEST_YEAR = 1970

export type DateRangeValue = { from: number | undefined; to: number | undefined }

/**
 * A filter chip for two days, both included. Values are Unix ms: the first moment of the one day and the last of the
 * other, by the clock of whoever looks.
 */
export function DateRange(
  props: DaysProps & {
    label: string
    /** What the chip says. */
    text: string
  },
) {
  const { label, text, ...days } = props
  const chosen = props.value.from !== undefined || props.value.to !== undefined
  return (
    <ChipPopover label={label} text={text} chosen={chosen}>
      <Days {...days} />
    </ChipPopover>
  )
}

type DaysProps = {
  fromLabel: string
  toLabel: string
  value: DateRangeValue
  onChange: (value: DateRangeValue) => void
}

function Days(props: DaysProps) {
  // The other day was perhaps chosen a moment ago and has not come back yet.
  const [{ from, to }, setOwn] = useState(props.value)
  const change = (value: DateRangeValue) => {
    setOwn(value)
    props.onChange(value)
  }
  return (
    <div className="grid gap-2.5 px-3.5 py-3">
      <Day
        label={props.fromLabel}
        value={from}
        onChange={(day) => change({ from: day && startOf(day), to })}
      />
      <Day label={props.toLabel} value={to} onChange={(day) => change({ from, to: day && endOf(day) })} />
    </div>
  )
}

function Day(props: { label: string; value: number | undefined; onChange: (day: Date | undefined) => void }) {
  const id = useId()
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-sm text-ink-3">
        {props.label}
      </label>
      <input
        id={id}
        type="date"
        // Kept by the browser while it is typed: half a year is a year too, but none that anybody means.
        defaultValue={props.value === undefined ? '' : dayText(props.value)}
        onChange={({ currentTarget: { value } }) => {
          const day = dayIn(value)
          if (value === '' || (day && day.getFullYear() >= EARLIEST_YEAR)) props.onChange(day)
        }}
        className={`${controlClass} h-9 md:h-8`}
      />
    </div>
  )
}

const startOf = (day: Date) => new Date(day).setHours(0, 0, 0, 0)
const endOf = (day: Date) => new Date(day).setHours(23, 59, 59, 999)

function dayText(ms: number): string {
  const day = new Date(ms)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${String(day.getFullYear()).padStart(4, '0')}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}

function dayIn(text: string): Date | undefined {
  const day = new Date(`${text}T00:00:00`)
  return text === '' || Number.isNaN(day.getTime()) ? undefined : day
}
