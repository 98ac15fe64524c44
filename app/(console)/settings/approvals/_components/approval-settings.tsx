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
import { Rules } from './rules-form'
import { SnapshotRules } from './snapshot-rules'
import { StaffLimitsTable } from './staff-limits-table'

/** The rules for approvals and the personal limits. Owners change them; admins and auditors read them. */
export function ApprovalSettings() {
  const t = useTranslations()
  const trpc = useTRPC()
  const { may } = useMe()
  const refusalText = useRefusalText()
  const rules = useQuery(trpc.settings.approvalRules.queryOptions())
  const mayWrite = may('setting.write')
  return (
    <SettingsFrame
      title={t('approval.settings_title')}
      lead={t('approval.settings_lead')}
      note={!mayWrite && t('approval.read_only')}
    >
      <div className="grid max-w-[920px] gap-6">
        <Card title={t('approval.rules_title')}>
          {rules.data && <Rules rules={rules.data} mayWrite={mayWrite} />}
          {!rules.data && rules.isError && (
            <Failed
              title={t('app.error_title')}
              retryLabel={t('app.retry')}
              onRetry={() => void rules.refetch()}
            >
              {refusalText(rules.error)}
            </Failed>
          )}
          {!rules.data && !rules.isError && <Skeleton className="h-44 w-full" />}
        </Card>
        <SnapshotRules mayWrite={mayWrite} />
        <StaffLimitsTable mayWrite={mayWrite} />
      </div>
    </SettingsFrame>
  )
}
