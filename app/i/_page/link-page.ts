import { type Html, html } from '@/app/_html/html'
import { isolated } from '@/app/_i18n/isolate'
import { FORMAT_LOCALES, type Locale } from '@/app/_i18n/locales'
import type { Translator } from '@/app/_i18n/server'
import { hueOf, initials } from '@/components/ui/initials'
import { spelled } from '@/server/features/invites/code'
import type { WorkingLink } from '@/server/features/invites/public/schema'
import { type Qr, qrOf } from '@/server/features/invites/qr'
import { frame } from './frame'

/** Overrides of direction serve nothing but to show what is not there. */
const STEERING = /[\u202a-\u202e\u2066-\u2069]/g

/** Anything but blanks, controls, marks without a letter, and the letters that Unicode has for nothing. */
const VISIBLE = /[^\s\p{C}\p{M}\u115f\u1160\u3164\uffa0]/u

export type LinkView = {
  locale: Locale
  t: Translator
  link: WorkingLink
  /** Of this page, as others reach it. */
  url: string
  app: { name: string | undefined; href: string | null; getUrl: string | undefined }
}

/** The page of a link that works. */
export function linkPage(view: LinkView): string {
  const { locale, t, link, url } = view
  const app = view.app.name ?? t('invite_page.the_app')
  const qr = qrOf(url)
  const main = html`<article class="card"><div class="body">
${who(view)}
${link.card?.introduction.trim() && introduction(calm(link.card.introduction))}
${link.card === null && html`<p class="quiet">${t('invite_page.hidden_text')}</p>`}
<p>${t(`invite_page.next.${link.mode}`, { app })}</p>
${link.mode !== 'info' && way(view, app)}
${qrSymbol(qr)}
<details><summary class="small">${t('invite_page.qr_show')}</summary><div class="qr">${qrUse(t('invite_page.qr_label'))}</div></details>
</div><div class="qr side small quiet">${qrUse(t('invite_page.qr_label'))}<span>${t('invite_page.qr_here')}</span></div>
<footer class="foot small quiet">
${link.expiresAt !== null && html`<span>${t('invite_page.until', { date: dayAndTime(link.expiresAt, locale) })}</span>`}
<a href="/i/${link.code}/report?lang=${locale}" rel="nofollow">${t('invite_page.report')}</a>
</footer>
</article>`
  const title = titleOf(view)
  const languageLabel = t('invite_page.language')
  return frame({ locale, languageLabel, title, head: preview(view, title), main, wide: true })
}

function titleOf({ t, link }: LinkView): string {
  const name = nameOf(link)
  return name === '' ? t('invite_page.hidden_name') : isolated(name)
}

/** The name that a group shows; empty where it hides it, has none, or has one that nobody can see. */
export function nameOf({ card }: WorkingLink): string {
  const name = card?.name.replace(STEERING, '').trim() ?? ''
  return VISIBLE.test(name) ? name : ''
}

/** A name as long as a sentence is set smaller. */
const LONG_NAME = 60

function who({ t, link }: LinkView): Html {
  const name = nameOf(link)
  const picture = link.card?.pictureUrl
    ? html`<img class="picture plain" src="${link.card.pictureUrl}" alt="" width="64" height="64" referrerpolicy="no-referrer">`
    : name === ''
      ? html`<span class="picture plain" aria-hidden="true">#</span>`
      : html`<span class="picture hue-${Math.floor(hueOf(name) / 30)}" aria-hidden="true">${initials(name)}</span>`
  return html`<header class="who">${picture}<div>
<p class="over">${t(link.mode === 'info' ? 'invite_page.about' : 'invite_page.invited')}</p>
<h1 dir="auto"${name.length > LONG_NAME && html` class="long"`}>${name === '' ? t('invite_page.hidden_name') : name}</h1>
<p class="over">${t(`invite_page.size.${link.size}`)}</p>
</div></header>`
}

/** What is longer than a screen is scrolled in its place, by the keyboard as well: how to join stays in sight. */
const introduction = (text: string) =>
  text.length > 400 || text.split('\n').length > 9
    ? html`<p class="said long" dir="auto" tabindex="0">${text}</p>`
    : html`<p class="said" dir="auto">${text}</p>`

/** How to get from here into the app. */
function way({ t, link, app: { href, getUrl } }: LinkView, app: string): Html {
  const get = getUrl && html`<a href="${getUrl}" rel="noopener">${t('invite_page.get', { app })}</a>`
  const code = html`<code class="code">${spelled(link.code)}</code>`
  if (href === null) {
    return html`<div class="stack"><p>${t('invite_page.enter_code', { app })}</p>${code}${get}</div>`
  }
  return html`<div class="stack"><a class="go" href="${href}">${t('invite_page.open', { app })}</a>
${get && html`<p class="small quiet">${t('invite_page.get_first', { app })} ${get}</p>`}
<p class="small quiet">${t('invite_page.code')} <code>${spelled(link.code)}</code></p></div>`
}

/** Drawn once and shown where there is room. */
const qrSymbol = ({ size, path }: Qr): Html =>
  html`<svg class="none" aria-hidden="true"><symbol id="qr" viewBox="0 0 ${size} ${size}"><path d="${path}" fill="#000"/></symbol></svg>`

const qrUse = (label: string): Html =>
  html`<svg role="img" aria-label="${label}" shape-rendering="crispEdges"><use href="#qr"/></svg>`

/** What other apps show of the address. */
function preview({ t, link, url, app }: LinkView, title: string): Html {
  const size = t(`invite_page.size.${link.size}`)
  const said =
    link.card && shortened(link.card.introduction.replace(STEERING, '').trim().replace(/\s+/g, ' '))
  const description = said || t('invite_page.preview', { size })
  return html`<link rel="canonical" href="${url}">
<meta name="description" content="${description}">
<meta property="og:type" content="website">
<meta property="og:url" content="${url}">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${description}">
${app.name && html`<meta property="og:site_name" content="${app.name}">`}
${link.card?.pictureUrl && html`<meta property="og:image" content="${link.card.pictureUrl}">`}
<meta name="twitter:card" content="summary">`
}

/** As much as other apps show, and no half of a character. */
const shortened = (text: string) =>
  text.length > 200 ? `${text.slice(0, 200).replace(/\p{Cs}$/u, '')}…` : text

/** At most one empty line between two of text. */
const calm = (text: string) =>
  text
    .replace(STEERING, '')
    .trim()
    .replace(/(\s*\n){3,}/g, '\n\n')

function dayAndTime(ms: number, locale: Locale): string {
  return new Intl.DateTimeFormat(FORMAT_LOCALES[locale], {
    ...({ day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' } as const),
    timeZone: 'UTC',
    timeZoneName: 'short',
  }).format(ms)
}
