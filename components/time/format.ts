/** How times are written. Pure; ms in, text out. */

export type TimeStyle = { locale: string; timeZone: string }

const made = new Map<string, Intl.DateTimeFormat>()

/** Formatters are slow to make and few, so they are kept. */
function formatter(style: TimeStyle, name: string, options: Intl.DateTimeFormatOptions) {
  const key = `${style.locale}|${style.timeZone}|${name}`
  const kept = made.get(key)
  if (kept) return kept
  const fresh = new Intl.DateTimeFormat(style.locale, {
    ...options,
    timeZone: style.timeZone,
    hourCycle: 'h23',
  })
  made.set(key, fresh)
  return fresh
}

/** `14:02:31` */
export function clockTime(ms: number, style: TimeStyle): string {
  return formatter(style, 'clock', { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(ms)
}

/** `14:02` */
export function shortTime(ms: number, style: TimeStyle): string {
  return formatter(style, 'short', { hour: '2-digit', minute: '2-digit' }).format(ms)
}

/** `21 Nov`, with the year when it is another one than now. */
export function day(ms: number, now: number, style: TimeStyle): string {
  const year = formatter(style, 'year', { year: 'numeric' })
  if (year.format(ms) === year.format(now)) {
    return formatter(style, 'day', { day: 'numeric', month: 'short' }).format(ms)
  }
  return formatter(style, 'date', { day: 'numeric', month: 'short', year: 'numeric' }).format(ms)
}

/** `14:02` today, else `21 Nov, 14:02`. */
export function moment(ms: number, now: number, style: TimeStyle): string {
  const date = formatter(style, 'date', { day: 'numeric', month: 'short', year: 'numeric' })
  if (date.format(ms) === date.format(now)) return shortTime(ms, style)
  const year = formatter(style, 'year', { year: 'numeric' })
  const sameYear = year.format(ms) === year.format(now)
  const options: Intl.DateTimeFormatOptions = {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }
  return sameYear
    ? formatter(style, 'moment', options).format(ms)
    : formatter(style, 'moment-year', { ...options, year: 'numeric' }).format(ms)
}

/** `21 November 2025 at 14:02:31 UTC`: for the tooltip of every shorter form. */
export function exact(ms: number, style: TimeStyle): string {
  const options: Intl.DateTimeFormatOptions = {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }
  return formatter(style, 'exact', options).format(ms)
}

export type AgeUnit = 'now' | 'minutes' | 'hours' | 'hours_minutes' | 'days'

/** How long ago in two units at most: key of `time.<unit>` in the catalogues and its numbers. */
export function age(ms: number, now: number): { unit: AgeUnit; values: { n: number; m: number } } {
  const minutes = Math.max(0, Math.floor((now - ms) / 60_000))
  const hours = Math.floor(minutes / 60)
  if (minutes === 0) return { unit: 'now', values: { n: 0, m: 0 } }
  if (hours === 0) return { unit: 'minutes', values: { n: minutes, m: 0 } }
  if (hours < 10 && minutes % 60) return { unit: 'hours_minutes', values: { n: hours, m: minutes % 60 } }
  if (hours < 48) return { unit: 'hours', values: { n: hours, m: 0 } }
  return { unit: 'days', values: { n: Math.floor(hours / 24), m: 0 } }
}
