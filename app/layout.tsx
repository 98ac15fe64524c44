import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { I18nProvider } from '@/app/_i18n/provider'
import { getLocale, getPreferences, getSharedMessages, getTranslator } from '@/app/_i18n/server'
import { fontVariables } from '@/app/fonts'
import '@/app/globals.css'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator()
  return {
    title: { default: 'Steward', template: '%s · Steward' },
    description: t('app.description'),
    icons: '/icon.svg',
  }
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfbfa' },
    { media: '(prefers-color-scheme: dark)', color: '#121211' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { theme, timeZone } = await getPreferences()
  const locale = await getLocale()
  return (
    <html lang={locale} data-theme={theme} className={fontVariables}>
      <body>
        <I18nProvider
          locale={locale}
          messages={await getSharedMessages()}
          timeZone={timeZone}
          now={Date.now()}
        >
          {children}
        </I18nProvider>
      </body>
    </html>
  )
}
