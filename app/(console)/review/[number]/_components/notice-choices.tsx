'use client'

import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { useTRPC } from '@/app/_trpc/client'
import { fillTemplate } from '@/server/features/desk/fill-template'
import { inLanguage } from '@/server/features/desk/localised'
import type { Decision } from './use-decision'

/** `about`: what a text names, and how many reported it. */
type Props = { about: { name: string; reports: number }; decision: Decision }

/** Who is told once it holds, and in which words. */
export function NoticeChoices({ about, decision }: Props) {
  const t = useTranslations('deciding')
  const { notify, picked, none } = decision.draft
  const said = usePreview(about.name, decision)
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1 text-sm font-strong">{t('told')}</legend>
      <Told
        label={t('told_reporters', { n: about.reports })}
        checked={notify.reporter}
        onChange={(reporter) => decision.set({ notify: { ...notify, reporter } })}
        text={said(none ? 'outcome_dismissed' : 'outcome_upheld')}
      />
      {picked.length > 0 && (
        <Told
          label={t('told_person')}
          checked={notify.person}
          onChange={(person) => decision.set({ notify: { ...notify, person } })}
          text={said('statement')}
        />
      )}
    </fieldset>
  )
}

function Told(props: {
  label: string
  checked: boolean
  onChange: (yes: boolean) => void
  text: string | null
}) {
  const t = useTranslations('deciding')
  const id = useId()
  return (
    <div className="grid gap-1 text-sm">
      <label className="flex min-h-6 items-center gap-2">
        <input
          type="checkbox"
          checked={props.checked}
          onChange={(event) => props.onChange(event.target.checked)}
          aria-describedby={id}
          className="m-0 shrink-0"
        />
        {props.label}
      </label>
      {props.checked && props.text && (
        <details id={id} className="pl-6 text-ink-2">
          <summary className="cursor-pointer text-ink-3">{t('told_text')}</summary>
          <p className="mt-1 rounded bg-sunken px-2.5 py-2 break-words whitespace-pre-line">{props.text}</p>
        </details>
      )}
    </div>
  )
}

/** A text as it will be sent, in the language of this page; each gets it in their own. */
function usePreview(name: string, { draft, desk }: Decision) {
  const trpc = useTRPC()
  const locale = useLocale()
  const named = useNamed()
  const format = useFormatter()
  const { data: templates = [] } = useQuery(trpc.desk.templates.queryOptions())
  const { data: policy } = useQuery({
    ...trpc.desk.policyText.queryOptions({ policyId: draft.policyId ?? '' }),
    enabled: draft.policyId !== null,
  })
  const actions = format.list(draft.picked.map(({ action }) => named('actions', `${action}.label`)))
  const values = {
    date: format.dateTime(new Date(), { dateStyle: 'medium' }),
    number: '…',
    decision: '…',
    appeal_days: '…',
    subject: name,
    actions,
    policy: draft.policyId ? desk.policyName(draft.policyId) : '',
    policy_text: policy ? inLanguage(policy.texts, locale) : '',
  }
  return (id: string) => {
    const template = templates.find((one) => one.id === id)
    return template ? fillTemplate(inLanguage(template.texts, locale), values) : null
  }
}
