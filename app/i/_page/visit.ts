import { isLocale, type Locale, negotiate } from '@/app/_i18n/locales'
import { type Translator, translatorFor } from '@/app/_i18n/server'
import { COOKIES } from '@/app/_preferences/preferences'
import { addressOf } from '@/server/auth/request'
import type { Env } from '@/server/env'
import { type Resolved, resolve } from '@/server/features/invites/public/resolve'
import { log } from '@/server/log'
import { answerPage } from './frame'
import { messagePage } from './message-page'

/** Somebody who is not known opened a page of a link. */
export type Visit = { locale: Locale; t: Translator; address: string }

/** In which language: as the address says, else as it was chosen here before, else as the browser wishes. */
export function visitOf(env: Env, { headers, url }: Request): Visit {
  const asked = new URL(url).searchParams.get('lang') ?? cookieOf(headers, COOKIES.locale)
  const locale = isLocale(asked) ? asked : negotiate(headers.get('accept-language'))
  return { locale, t: translatorFor(locale), address: addressOf(headers, env.config.trustedProxies) }
}

function cookieOf(headers: Headers, name: string): string | undefined {
  const all = (headers.get('cookie') ?? '').split(';').map((pair) => pair.trim())
  return all.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
}

type Working = Extract<Resolved, { kind: 'working' }>

/** The link of a visited page, or the page that says why there is none to show. Never throws. */
export async function visitLink(env: Env, visit: Visit, typed: string): Promise<Working | Response> {
  const { t, address } = visit
  const resolved = await resolve(env, typed, { address }).catch((error: unknown) => {
    log().error({ err: error }, 'an invite link could not be read')
    return { kind: 'away' } as const
  })
  switch (resolved.kind) {
    case 'working':
      return resolved
    case 'refused': {
      const [title, text] = [t('invite_page.refused.title'), t('invite_page.refused.text')]
      return answerPage(messagePage(visit, { title, text, reference: resolved.reference }), { status: 404 })
    }
    case 'too_many': {
      const minutes = Math.ceil(resolved.retryAfterSeconds / 60)
      const [title, text] = [t('invite_page.too_many.title'), t('invite_page.too_many.text', { minutes })]
      const { retryAfterSeconds } = resolved
      return answerPage(messagePage(visit, { title, text }), { status: 429, retryAfterSeconds })
    }
    case 'away': {
      const [title, text] = [t('invite_page.away.title'), t('invite_page.away.text')]
      return answerPage(messagePage(visit, { title, text }), { status: 503, retryAfterSeconds: 60 })
    }
  }
}
