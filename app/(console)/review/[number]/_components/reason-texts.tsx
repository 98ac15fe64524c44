'use client'

import { useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { controlClass } from '@/components/ui/control-class'
import type { CaseDetail } from '@/server/features/cases/schema'
import { fillTemplate } from '@/server/features/desk/fill-template'
import { inLanguage } from '@/server/features/desk/localised'
import type { Decision } from './use-decision'

type Props = { item: CaseDetail; decision: Decision; text: string; onChange: (text: string) => void }

/** Texts that can be put into the reason, filled with what the case is about. What is there stays in front of it. */
export function ReasonTexts({ item, decision, text, onChange }: Props) {
  const t = useTranslations('deciding')
  const trpc = useTRPC()
  const locale = useLocale()
  const { data: templates = [] } = useQuery(trpc.desk.templates.queryOptions())
  const offered = templates.filter(({ kind }) => kind === 'reason')
  if (offered.length === 0) return null
  const policy = decision.draft.policyId ? decision.desk.policyName(decision.draft.policyId) : ''
  const insert = (id: string) => {
    const template = offered.find((one) => one.id === id)
    if (!template) return
    const values = { subject: item.subject.name, policy, reports: String(item.reports) }
    const filled = fillTemplate(inLanguage(template.texts, locale), values)
    onChange(text.trim() === '' ? filled : `${text.trim()}\n${filled}`)
  }
  return (
    <select
      aria-label={t('insert')}
      value=""
      onChange={(event) => insert(event.target.value)}
      className={`${controlClass} h-10 text-ink-2 md:h-7`}
    >
      <option value="">{t('insert')}</option>
      {offered.map(({ id, names }) => (
        <option key={id} value={id}>
          {inLanguage(names, locale)}
        </option>
      ))}
    </select>
  )
}
