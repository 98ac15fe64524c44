import type messages from '@/app/_messages/en.json'
import type { Locale as AppLocale } from './locales'

/** Makes the compiler check every key and its values against the English catalogue. */
declare module 'use-intl' {
  interface AppConfig {
    Locale: AppLocale
    Messages: typeof messages
  }
}
declare module 'use-intl/core' {
  interface AppConfig {
    Locale: AppLocale
    Messages: typeof messages
  }
}
