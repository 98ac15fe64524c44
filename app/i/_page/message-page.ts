import { html } from '@/app/_html/html'
import type { Locale } from '@/app/_i18n/locales'
import type { Translator } from '@/app/_i18n/server'
import { frame } from './frame'

type Where = { locale: Locale; t: Translator }

/** A page that says one thing. `reference` is what to tell support. */
export function messagePage(
  { locale, t }: Where,
  { title, text, reference }: { title: string; text: string; reference?: string },
): string {
  const shown = reference?.replace(/^(.{4})(.{4})$/, '$1-$2')
  const main = html`<article class="card"><h1>${title}</h1><p>${text}</p>
${shown && html`<div class="stack"><p class="quiet">${t('invite_page.refused.reference')}</p><code class="code">${shown}</code></div>`}
</article>`
  return frame({ locale, languageLabel: t('invite_page.language'), title, main })
}
