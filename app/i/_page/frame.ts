import { type Html, html, ownMarkup } from '@/app/_html/html'
import { LOCALE_NAMES, LOCALES, type Locale } from '@/app/_i18n/locales'
import { STYLE, STYLE_HASH } from './style'

/** A page for strangers: no script, nothing to load but a picture, and no search engine keeps it. */
export type Framed = {
  locale: Locale
  /** Of the navigation between languages. */
  languageLabel: string
  title: string
  /** More of the head: preview tags. */
  head?: Html
  main: Html
  /** Room for something beside it. */
  wide?: boolean
  /** What the page's address says besides the language, with an `&` at its end. */
  query?: string
}

/** The whole document. Languages are links to the same page. */
export function frame({ locale, languageLabel, title, head, main, wide, query = '' }: Framed): string {
  const languages = LOCALES.map((one) =>
    one === locale
      ? html`<span lang="${one}" aria-current="true">${LOCALE_NAMES[one]}</span>`
      : html`<a lang="${one}" hreflang="${one}" href="?${query}lang=${one}">${LOCALE_NAMES[one]}</a>`,
  )
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow, noarchive">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#fbfbfa">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#121211">
<title>${title}</title>
<link rel="icon" href="data:,">
${head}
<style>${ownMarkup(STYLE)}</style>
</head>
<body>
<main${wide && ownMarkup(' class="wide"')}>${main}</main>
<nav aria-label="${languageLabel}">${languages}</nav>
</body>
</html>
`.markup
}

export type Answer = {
  status?: 200 | 400 | 404 | 429 | 503
  /** Where its one picture comes from. */
  pictureOrigin?: string | undefined
  retryAfterSeconds?: number
}

/** A page as it is sent, with a policy that lets it do nothing but show itself and send its form here. */
export function answerPage(
  page: string,
  { status = 200, pictureOrigin, retryAfterSeconds }: Answer = {},
): Response {
  const policy = [
    "default-src 'none'",
    `style-src ${STYLE_HASH}`,
    `img-src data:${pictureOrigin ? ` ${pictureOrigin}` : ''}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  const headers = new Headers({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'private, no-store',
    vary: 'accept-language, cookie',
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'x-robots-tag': 'noindex, nofollow, noarchive',
    'referrer-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  })
  if (retryAfterSeconds !== undefined) headers.set('retry-after', String(retryAfterSeconds))
  return new Response(page, { status, headers })
}
