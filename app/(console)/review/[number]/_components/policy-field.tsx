'use client'

import { skipToken, useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { controlClass } from '@/components/ui/control-class'
import { Field } from '@/components/ui/field'
import { inLanguage } from '@/server/features/desk/localised'
import type { Decision } from './use-decision'

/** The policy that a decision rests on, with its text. */
export function PolicyField({ decision }: { decision: Decision }) {
  const t = useTranslations('deciding')
  const trpc = useTRPC()
  const locale = useLocale()
  const { policyId } = decision.draft
  const policies = decision.desk.policies.filter(({ active }) => active)
  const policy = policies.find(({ id }) => id === policyId)
  const options = trpc.desk.policyText.queryOptions(policy ? { policyId: policy.id } : skipToken)
  const { data } = useQuery(options)
  const text = data && data.id === policyId ? inLanguage(data.texts, locale) : ''
  return (
    <div className="grid gap-1">
      <Field label={t('policy')} hint={policy && t('policy_version', { version: policy.version })}>
        {(control) => (
          <select
            {...control}
            value={policyId ?? ''}
            onChange={(event) => decision.set({ policyId: event.target.value || null })}
            className={`${controlClass} h-10 md:h-8`}
          >
            <option value="">{t('policy_none')}</option>
            {policies.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      {text && <p className="text-sm break-words text-ink-2">{text}</p>}
    </div>
  )
}
