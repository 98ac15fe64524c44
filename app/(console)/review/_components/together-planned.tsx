'use client'

import { useFormatter, useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Notice } from '@/components/ui/notice'
import type { TogetherPlan } from '@/server/features/cases/together/schema'
import { useLeftText } from './use-together'

/** What a decision does to all cases together, which of them are left out, and why. */
export function TogetherPlanned(props: { plan: TogetherPlan; chosen: boolean; error: unknown }) {
  const t = useTranslations('case_work')
  const refusalText = useRefusalText()
  const { plan, chosen, error } = props
  if (error)
    return (
      <Notice tone="danger" role="alert" title={t('several_plan_failed')}>
        {refusalText(error)}
      </Notice>
    )
  return (
    <div className="grid gap-2">
      <LeftOut plan={plan} />
      {chosen && <WhatHappens plan={plan} />}
    </div>
  )
}

function LeftOut({ plan }: { plan: TogetherPlan }) {
  const t = useTranslations('case_work')
  const leftText = useLeftText()
  const left = plan.cases.flatMap((one) => (one.left ? [{ ...one, left: one.left }] : []))
  if (left.length === 0) return null
  return (
    <section
      role="status"
      className="rounded border border-warn/40 bg-warn-soft px-3 py-2.5 text-sm text-warn"
    >
      <p className="font-semibold">{t('several_left', { n: left.length })}</p>
      <ul className="mt-1 grid max-h-32 gap-1 overflow-y-auto">
        {left.map((one) => (
          <li key={one.caseId} className="break-words">
            #{one.number} <bdi>{one.name}</bdi>: {leftText(one.left)}
          </li>
        ))}
      </ul>
    </section>
  )
}

function WhatHappens({ plan }: { plan: TogetherPlan }) {
  const t = useTranslations('case_work')
  const action = useTranslations('action')
  const named = useNamed()
  const format = useFormatter()
  const going = plan.cases.filter(({ left }) => left === null)
  const { groups, members, messages, users, people, examples } = plan
  const counts = [
    groups > 0 && t('several_groups', { n: groups }),
    members > 0 && t('several_members', { n: members }),
    messages > 0 && t('several_messages', { n: messages }),
    users > 0 && t('several_users', { n: users }),
  ].filter((one) => one !== false)
  const isGrave = examples.some((one) => one.action === 'group.dismiss' || one.action === 'message.delete')
  return (
    <section className={`rounded px-3 py-2.5 text-sm ${isGrave ? 'bg-warn-soft' : 'bg-sunken'}`}>
      <p className="font-semibold">{action('what_happens')}</p>
      {counts.length > 0 && (
        <p className="mt-1">
          {t('several_acts_on', { what: format.list(counts) })}{' '}
          {people > 0 && t('several_people', { n: people })}
        </p>
      )}
      {examples.map((one) => (
        <div key={one.action} className="mt-1.5">
          <p className="text-ink-2">
            <b className="font-strong">{named('actions', `${one.action}.label`)}</b> ·{' '}
            {t('several_example', { name: one.name })}
          </p>
          <ul className="mt-0.5 grid list-disc gap-0.5 pl-4 marker:text-ink-3">
            {one.consequences.map(({ key, values }) => (
              <li key={key}>{named('plan', key, values)}</li>
            ))}
          </ul>
        </div>
      ))}
      <details className="mt-1.5">
        <summary className="cursor-pointer text-ink-2">{t('several_going', { n: going.length })}</summary>
        <ul className="mt-1 grid max-h-40 gap-0.5 overflow-y-auto">
          {going.map(({ caseId, number, name }) => (
            <li key={caseId} className="truncate">
              #{number} <bdi>{name}</bdi>
            </li>
          ))}
        </ul>
      </details>
    </section>
  )
}
