/** What a person chose about the console itself; kept in cookies, so that the first HTML is already right. Pure. */

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

export const COOKIES = {
  theme: 'steward-theme',
  locale: 'steward-locale',
  keys: 'steward-keys',
  timeZone: 'steward-tz',
} as const

export type Preferences = {
  theme: Theme
  /** Whether single letters work as keyboard shortcuts. */
  keys: boolean
  /** IANA name of the browser's time zone, UTC until the browser has told it. */
  timeZone: string
}

/** Reads preferences from cookie values; anything unknown falls to the default. */
export function readPreferences(cookie: (name: string) => string | undefined): Preferences {
  const theme = cookie(COOKIES.theme)
  return {
    theme: THEMES.find((known) => known === theme) ?? 'system',
    keys: cookie(COOKIES.keys) !== 'off',
    timeZone: knownTimeZone(cookie(COOKIES.timeZone)) ?? 'UTC',
  }
}

function knownTimeZone(value: string | undefined): string | undefined {
  if (!value) return undefined
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone
  } catch {
    return undefined
  }
}
