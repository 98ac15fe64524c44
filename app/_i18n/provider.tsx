'use client'

import { type ReactNode, useEffect, useState } from 'react'
import { IntlProvider, type Messages } from 'use-intl'
import { COOKIES } from '@/app/_preferences/preferences'
import { writeCookie } from '@/app/_preferences/write-cookie'
import { ClockProvider } from '@/components/time/clock'
import { FORMAT_LOCALES, type Locale } from './locales'

/**
 * Language, time zone and clock for client components. The first render uses the time zone of the cookie, as the
 * server did; a browser in another zone tells it once and is right from then on.
 */
export function I18nProvider(props: {
  locale: Locale
  messages: Partial<Messages>
  timeZone: string
  now: number
  children: ReactNode
}) {
  const [timeZone, setTimeZone] = useState(props.timeZone)
  useEffect(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone
    if (own === timeZone) return
    writeCookie(COOKIES.timeZone, own)
    setTimeZone(own)
  }, [timeZone])
  return (
    <IntlProvider locale={props.locale} messages={props.messages} timeZone={timeZone}>
      <ClockProvider now={props.now} timeZone={timeZone} locale={FORMAT_LOCALES[props.locale]}>
        {props.children}
      </ClockProvider>
    </IntlProvider>
  )
}
