'use client'

import { useTranslations } from 'use-intl'
import { PartMessages } from '@/app/_i18n/part-messages'
import { useDesk } from '@/app/(console)/_components/use-desk'
import { Time } from '@/components/time/time'
import { Skeleton } from '@/components/ui/skeleton'
import { Tag } from '@/components/ui/tag'
import type { CaseDetail } from '@/server/features/cases/schema'

type Props = { item: CaseDetail; decision: NonNullable<CaseDetail['decision']> }

/** A decision in a few lines: whether it holds yet, who made it, on what policy it rests, whom it is told to. */
export default function DecisionFacts(props: Props) {
  return (
    <PartMessages parts={['deciding']} outline={<Skeleton className="h-16 w-full" />}>
      <Facts {...props} />
    </PartMessages>
  )
}

function Facts({ item, decision }: Props) {
  const t = useTranslations('deciding')
  const desk = useDesk()
  const { policy, notify } = decision
  const told = [notify.reporter && t('told_short_reporters'), notify.person && t('told_short_person')]
  const holds = item.state === 'closed'
  return (
    <section className="grid gap-1 text-sm" aria-label={t('decision')}>
      <p className="flex items-center gap-2">
        <Tag tone={holds ? 'ok' : 'accent'}>{t(holds ? 'holds' : 'under_way')}</Tag>
        <span className="truncate text-ink-2">{decision.by.name}</span>
        <Time at={decision.at} as="moment" className="ml-auto shrink-0 text-xs text-ink-3" />
      </p>
      {policy && (
        <p className="text-ink-2">
          {t('policy_at', { name: desk.policyName(policy.id), version: policy.version })}
        </p>
      )}
      {told.some(Boolean) && (
        <p className="text-ink-3">{`${t('told')}: ${told.filter(Boolean).join(', ')}`}</p>
      )}
      {item.ledger.length === 0 && decision.reason && (
        <p className="break-words whitespace-pre-line text-ink-2">{decision.reason}</p>
      )}
    </section>
  )
}
