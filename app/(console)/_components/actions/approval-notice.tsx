'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { PartMessages } from '@/app/_i18n/part-messages'
import { useTRPC } from '@/app/_trpc/client'
import { Time } from '@/components/time/time'
import { Skeleton } from '@/components/ui/skeleton'
import type { RuleName } from '@/server/actions/approval/schema'
import type { ActionName } from '@/server/actions/schema'
import { useMe } from '../me'
import type { useEmergency } from './use-emergency'

type Props = {
  action: ActionName
  approval: { rule: RuleName; expiresAt: number } | null
  /** The most people of one group it acts on. */
  people: number
  isProtected: boolean
  /** Of many. */
  isBatch?: boolean
  emergency: ReturnType<typeof useEmergency>
}

/**
 * Told before something that a second person has to agree with: why, who may answer, until when and what holds
 * meanwhile. Those who may can carry it out at once; every owner is told then.
 */
export default function ApprovalNotice(props: Props) {
  return (
    <PartMessages parts={['approval']} outline={<Skeleton className="h-24 w-full" />}>
      <Told {...props} />
    </PartMessages>
  )
}

function Told(props: Props) {
  const { action, approval, people, isProtected, emergency } = props
  const t = useTranslations('approval')
  const trpc = useTRPC()
  const { may } = useMe()
  const { data: names } = useQuery(
    trpc.approvals.approvers.queryOptions({ action, largest: people, isProtected }),
  )
  if (!approval) return null
  return (
    <section className="grid gap-1 rounded border border-line-strong px-3 py-2.5 text-sm">
      <p className="font-semibold">{t('notice_title')}</p>
      <p className="text-ink-2">
        {t(`rules.${approval.rule}`)}. {t('notice_until')}{' '}
        <Time at={approval.expiresAt} as="moment" className="text-xs" />
        {'. '}
        {action === 'group.dismiss' &&
          emergency.asks &&
          t(props.isBatch ? 'notice_suspended_all' : 'notice_suspended')}
      </p>
      <p className="min-h-5 text-ink-2">
        {names && (names.length > 0 ? `${t('who_may')}: ${names.join(', ')}` : t('nobody'))}
      </p>
      {may('approval.emergency') && (
        <label className="mt-1 flex items-start gap-2">
          <input
            type="checkbox"
            checked={emergency.chosen}
            onChange={(event) => emergency.choose(event.target.checked)}
            className="mt-0.5 shrink-0"
          />
          <span>
            <b className="font-strong">{t('emergency')}</b>{' '}
            <span className="text-ink-3">{t('emergency_hint')}</span>
          </span>
        </label>
      )}
    </section>
  )
}
