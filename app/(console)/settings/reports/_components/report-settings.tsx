'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useMe } from '@/app/(console)/_components/me'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { ReadFailed } from '../../_components/read-failed'
import { SettingsFrame } from '../../_components/settings-frame'
import { MutedReporters } from './muted-reporters'
import { RulesForm } from './rules-form'

/** Limits, and who is muted. After somebody else set the limits, theirs stand in the form. */
export function ReportSettings() {
  const t = useTranslations('intake')
  const trpc = useTRPC()
  const { may } = useMe()
  const query = useQuery(trpc.reporters.rules.queryOptions())
  const mayWrite = may('setting.write')
  return (
    <SettingsFrame title={t('reports_title')} lead={t('reports_lead')} note={!mayWrite && t('owners_change')}>
      <Card title={t('limits')} className="max-w-[620px]">
        {query.data && (
          <RulesForm
            key={query.data.version}
            value={query.data.value}
            version={query.data.version}
            mayWrite={mayWrite}
          />
        )}
        {query.isError && !query.data && (
          <ReadFailed error={query.error} onRetry={() => void query.refetch()} />
        )}
        {query.isPending && <Skeleton className="h-44 w-full" />}
      </Card>
      <MutedReporters />
    </SettingsFrame>
  )
}
