'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { useMe } from '@/app/(console)/_components/me'
import { Failed } from '@/components/table/failed'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { SettingsFrame } from '../../_components/settings-frame'
import { AfterDecisionForm } from './after-decision-form'

/** What holds after decisions. Owners change it; admins and auditors read it. */
export function DecisionSettings() {
  const t = useTranslations()
  const trpc = useTRPC()
  const { may } = useMe()
  const refusalText = useRefusalText()
  const { data, error, refetch } = useQuery(trpc.notices.settings.queryOptions())
  const mayWrite = may('setting.write')
  return (
    <SettingsFrame
      title={t('after_settings.title')}
      lead={t('after_settings.lead')}
      note={!mayWrite && t('after_settings.read_only')}
    >
      <div className="max-w-[620px]">
        <Card title={t('after_settings.card')}>
          {data && <AfterDecisionForm read={data} mayWrite={mayWrite} />}
          {!data && error && (
            <Failed title={t('app.error_title')} retryLabel={t('app.retry')} onRetry={() => void refetch()}>
              {refusalText(error)}
            </Failed>
          )}
          {!data && !error && <Skeleton className="h-64 w-full" />}
        </Card>
      </div>
    </SettingsFrame>
  )
}
