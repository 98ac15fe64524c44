'use client'

import { createContext, type ReactNode, use, useState, useSyncExternalStore } from 'react'
import type { TimeStyle } from './format'

/** Clocks that differ by less than this are taken as equal: the difference is mostly the way the page took. */
const TOLERATED_SKEW_MS = 3_000

type Clock = { rendered: number; skew: number; style: TimeStyle }

const ClockContext = createContext<Clock>({
  rendered: 0,
  skew: 0,
  style: { locale: 'en-GB', timeZone: 'UTC' },
})

/** Gives its children the server's clock. `now` is the server's time when it rendered the page. */
export function ClockProvider(props: { now: number; timeZone: string; locale: string; children: ReactNode }) {
  const [skew] = useState(() => {
    const difference = props.now - Date.now()
    return Math.abs(difference) < TOLERATED_SKEW_MS ? 0 : difference
  })
  const style = { locale: props.locale, timeZone: props.timeZone }
  return <ClockContext value={{ rendered: props.now, skew, style }}>{props.children}</ClockContext>
}

/**
 * The server's time, renewed every `step` ms and rounded down to it. The first render repeats what the server
 * rendered, so that the page does not shift.
 */
export function useNow(step: number): number {
  const { rendered, skew } = use(ClockContext)
  const floor = (ms: number) => Math.floor(ms / step) * step
  return useSyncExternalStore(
    (changed) => {
      const timer = setInterval(changed, Math.min(step, 5_000))
      return () => clearInterval(timer)
    },
    () => floor(Date.now() + skew),
    () => floor(rendered),
  )
}

/** Locale and zone in which times are written. */
export function useTimeStyle(): TimeStyle {
  return use(ClockContext).style
}
