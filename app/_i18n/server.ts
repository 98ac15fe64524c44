import 'server-only'
import { cookies, headers } from 'next/headers'
import { cache } from 'react'
import { createTranslator } from 'use-intl/core'
import en from '@/app/_messages/en.json'
import zhCn from '@/app/_messages/zh-CN.json'
import { COOKIES, readPreferences } from '@/app/_preferences/preferences'
import { compileCatalogue } from './compile'
import { isLocale, type Locale, negotiate } from './locales'

const CATALOGUES: Record<Locale, typeof en> = { en: compileCatalogue(en), 'zh-CN': compileCatalogue(zhCn) }

/** Language of this request: the cookie, else the browser's own wish. */
export const getLocale = cache(async (): Promise<Locale> => {
  const chosen = (await cookies()).get(COOKIES.locale)?.value
  return isLocale(chosen) ? chosen : negotiate((await headers()).get('accept-language'))
})

/** The whole catalogue of this request's language. */
export async function getMessages(): Promise<typeof en> {
  return CATALOGUES[await getLocale()]
}

/** Parts of the catalogue that few pages show: each of those adds its own (page-messages.tsx). */
type PagePart =
  | 'audit'
  | 'audit_actions'
  | 'reporter'
  | 'intake'
  | 'health_page'
  | 'groups'
  | 'group'
  | 'index'
  | 'views'
  | 'people'
  | 'person'
  | 'import_people'
  | 'forms'
  | 'group_forms'
  | 'ledger_page'
  | 'batch'
  | 'approval'
  | 'drift'
  | 'notes'
  | 'desk_settings'
  | 'text_diff'
  | 'evidence'
  | 'case_work'
  | 'deciding'
  | 'after_settings'
  | 'reviewing'
  | 'insights'
  | 'alerts_settings'
  | 'invite_page'
  | 'inbox'
  | 'invites'
  | 'palette'
  | 'settings_nav'

/** What every page's client components get. */
export async function getSharedMessages(): Promise<Omit<typeof en, PagePart>> {
  const {
    audit,
    audit_actions,
    reporter,
    intake,
    health_page,
    groups,
    group,
    index,
    views,
    people,
    person,
    import_people,
    forms,
    group_forms,
    ledger_page,
    batch,
    approval,
    drift,
    notes,
    desk_settings,
    text_diff,
    evidence,
    case_work,
    deciding,
    after_settings,
    reviewing,
    alerts_settings,
    invite_page,
    insights,
    inbox,
    invites,
    palette,
    settings_nav,
    ...shared
  } = await getMessages()
  return shared
}

/** Translator for a language that somebody asked for by name, outside of any page. */
export const translatorFor = (locale: Locale) => createTranslator({ locale, messages: CATALOGUES[locale] })
export type Translator = ReturnType<typeof translatorFor>

/** Translator for server components: `const t = await getTranslator(); t('review.title')`. */
export const getTranslator = cache(async () =>
  createTranslator({ locale: await getLocale(), messages: await getMessages() }),
)

/** Theme, keys and time zone of this request. */
export const getPreferences = cache(async () => {
  const jar = await cookies()
  return readPreferences((name) => jar.get(name)?.value)
})
