import { html } from '@/app/_html/html'
import type { Locale } from '@/app/_i18n/locales'
import type { Translator } from '@/app/_i18n/server'
import { inLanguage, type Localised } from '@/server/features/desk/localised'
import { frame } from './frame'

type Where = { locale: Locale; t: Translator; code: string }

export type ReportView = Where & {
  /** Of the group, where it shows one. */
  name: string
  app: string | undefined
  reasons: readonly { id: string; names: Localised }[]
  /** What was filled in, and what is the matter with it. */
  filled: { reason: string; text: string }
  wrong?: string
}

/** The form with which a visitor reports the group of a link. It is sent without a script. */
export function reportPage(view: ReportView): string {
  const { locale, t, code, reasons, filled, wrong } = view
  const title = t('invite_page.reporting.title')
  const app = view.app ?? t('invite_page.the_app')
  const choices = reasons.map(({ id, names }) => {
    const mark = filled.reason === id && html` checked`
    return html`<label class="choice"><input type="radio" name="reason" value="${id}" required${mark}><span>${inLanguage(names, locale)}</span></label>`
  })
  const main = html`<form class="card" method="post" action="/i/${code}/report?lang=${locale}">
<header><h1>${title}</h1>${view.name && html`<p class="quiet" dir="auto">${view.name}</p>`}</header>
${wrong && html`<p class="wrong" role="alert">${wrong}</p>`}
<p>${t('invite_page.reporting.lead')}</p>
<fieldset><legend>${t('invite_page.reporting.reason')}</legend>${choices}</fieldset>
<div><label class="label" for="text">${t('invite_page.reporting.text')}</label>
<textarea id="text" name="text" maxlength="2000" dir="auto" aria-describedby="hint">${filled.text}</textarea>
<p class="small quiet" id="hint">${t('invite_page.reporting.text_hint')}</p></div>
<button class="go" type="submit">${t('invite_page.reporting.send')}</button>
<footer class="foot small quiet"><span>${t('invite_page.reporting.member', { app })}</span>${back(view)}</footer>
</form>`
  return frame({ locale, languageLabel: t('invite_page.language'), title, main })
}

/** What follows a report. */
export function sentPage(view: Where): string {
  const { locale, t } = view
  const title = t('invite_page.reporting.sent_title')
  const main = html`<article class="card"><h1>${title}</h1><p>${t('invite_page.reporting.sent_text')}</p>
<footer class="foot small quiet">${back(view)}</footer></article>`
  return frame({ locale, languageLabel: t('invite_page.language'), title, main, query: 'sent=1&' })
}

const back = ({ t, code, locale }: Where) =>
  html`<a href="/i/${code}?lang=${locale}">${t('invite_page.reporting.back')}</a>`
