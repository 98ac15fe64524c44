'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Time } from '@/components/time/time'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import type { Fact, Plan } from '@/server/actions/schema'
import type { usePlan } from './use-plan'

type Props = {
  plan: ReturnType<typeof usePlan>
  grave: boolean
  /** What is offered beside an obstacle. */
  offer?: (obstacle: Fact, plan: Plan) => ReactNode
}

/** The consequences of an action, written out before it is decided, or what stands in its way. */
export function PlanView({ plan, grave, offer }: Props) {
  const t = useTranslations()
  const refusalText = useRefusalText()
  if (plan.isError) {
    return (
      <Notice
        tone="danger"
        role="alert"
        title={t('action.plan_failed')}
        action={<Button onClick={() => void plan.refetch()}>{t('app.retry')}</Button>}
      >
        {refusalText(plan.error)}
      </Notice>
    )
  }
  if (!plan.data) return <PlanSkeleton label={t('action.planning')} />
  const { obstacles } = plan.data
  // What the form itself asks for hides nobody the consequences.
  const isAskedFor = obstacles.every(({ key }) => key === 'needs_owner_request')
  if (!isAskedFor) return <Obstacles plan={plan.data} offer={offer} />
  return (
    <section className={`rounded px-3 py-2.5 text-sm ${grave ? 'bg-warn-soft' : 'bg-sunken'}`}>
      {obstacles.length > 0 && <p className="mb-1.5 text-warn">{t('plan.needs_owner_request')}</p>}
      <p className="font-semibold">{t('action.what_happens')}</p>
      <Consequences plan={plan.data} />
      <p className="mt-1.5 text-ink-2">
        <TakenBack plan={plan.data} /> <AsRead plan={plan.data} />
      </p>
    </section>
  )
}

function Consequences({ plan }: { plan: Plan }) {
  const named = useNamed()
  return (
    <ul className="mt-1 grid list-disc gap-1 pl-4 marker:text-ink-3">
      {plan.consequences.map((fact) => (
        <li key={fact.key}>{named('plan', fact.key, fact.values)}</li>
      ))}
    </ul>
  )
}

function TakenBack({ plan }: { plan: Plan }) {
  const t = useTranslations('action')
  const named = useNamed()
  if (!plan.takenBack) return t('not_taken_back')
  const action = named('actions', `${plan.takenBack.by}.label`)
  const { days } = plan.takenBack
  return days === null ? t('taken_back_always', { action }) : t('taken_back_days', { days, action })
}

function AsRead({ plan }: { plan: Plan }) {
  const t = useTranslations('action')
  return (
    <span className={plan.live ? 'text-ink-3' : 'font-medium text-warn'}>
      {t(plan.live ? 'as_read' : 'from_index')} <Time at={plan.readAt} as="clock" className="text-xs" />.
      {!plan.live && ` ${t('from_index_more')}`}
    </span>
  )
}

function Obstacles({ plan, offer }: { plan: Plan; offer: Props['offer'] }) {
  const t = useTranslations('action')
  const named = useNamed()
  return (
    <section
      role="alert"
      className="rounded border border-warn/40 bg-warn-soft px-3 py-2.5 text-sm text-warn"
    >
      <p className="font-semibold">{t('obstacles')}</p>
      <ul className="mt-1 grid gap-1">
        {plan.obstacles.map((fact) => (
          <li key={fact.key}>
            {named('plan', fact.key, fact.values)} {offer?.(fact, plan)}
          </li>
        ))}
      </ul>
    </section>
  )
}

function PlanSkeleton({ label }: { label: string }) {
  return (
    <div role="status" className="grid gap-2.5 rounded bg-sunken px-3 py-3">
      <span className="sr-only">{label}</span>
      <Skeleton className="h-3 w-1/3" />
      <Skeleton className="h-3 w-11/12" />
      <Skeleton className="h-3 w-4/5" />
      <Skeleton className="h-3 w-3/5" />
    </div>
  )
}
