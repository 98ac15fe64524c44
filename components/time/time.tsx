'use client'

import { useTranslations } from 'use-intl'
import { useNow, useTimeStyle } from './clock'
import { age, clockTime, day, exact, moment } from './format'

/** A time in a short form, exact on hover. `age` counts on by itself. */
export function Time(props: { at: number; as: 'age' | 'clock' | 'moment' | 'day'; className?: string }) {
  const style = useTimeStyle()
  return (
    <time
      dateTime={new Date(props.at).toISOString()}
      title={exact(props.at, style)}
      className={`font-mono whitespace-nowrap ${props.className ?? ''}`}
    >
      {props.as === 'age' && <Age at={props.at} />}
      {props.as === 'clock' && clockTime(props.at, style)}
      {props.as === 'moment' && <Moment at={props.at} />}
      {props.as === 'day' && <Day at={props.at} />}
    </time>
  )
}

function Age({ at }: { at: number }) {
  const t = useTranslations('time')
  const { unit, values } = age(at, useNow(10_000))
  return t(unit, values)
}

function Moment({ at }: { at: number }) {
  return moment(at, useNow(60_000), useTimeStyle())
}

function Day({ at }: { at: number }) {
  return day(at, useNow(3_600_000), useTimeStyle())
}
