'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useMe } from '@/app/(console)/_components/me'
import { Card } from '@/components/ui/card'
import { SettingRead } from '../../_components/setting-read'
import { SettingsFrame } from '../../_components/settings-frame'
import { MutedReporters } from './muted-reporters'
import { RulesForm } from './rules-form'

/** Limits, and who is muted. */
export function ReportSettings() {
  const t = useTranslations('intake')
  const trpc = useTRPC()
  const { may } = useMe()
  const rules = useQuery(trpc.reporters.rules.queryOptions())
  const mayWrite = may('setting.write')
  return (
    <SettingsFrame title={t('reports_title')} lead={t('reports_lead')} note={!mayWrite && t('owners_change')}>
      <Card title={t('limits')} className="max-w-[620px]">
        <SettingRead query={rules} height="h-44">
          {(read) => <RulesForm {...read} mayWrite={mayWrite} />}
        </SettingRead>
      </Card>
      <MutedReporters />
    </SettingsFrame>
  )
}
