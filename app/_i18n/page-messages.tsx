'use client'

import type { ReactNode } from 'react'
import { IntlProvider, type Messages, useLocale, useMessages } from 'use-intl'

/** Adds sentences that only this page shows, so that no other page carries them. */
export function PageMessages({ messages, children }: { messages: Partial<Messages>; children: ReactNode }) {
  const shared = useMessages()
  return (
    <IntlProvider locale={useLocale()} messages={{ ...shared, ...messages }}>
      {children}
    </IntlProvider>
  )
}
