'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useMe } from '@/app/(console)/_components/me'
import { Section } from '@/components/ui/section'
import { SettingRead } from '../../_components/setting-read'
import { SettingsFrame } from '../../_components/settings-frame'
import { AbuseForm } from './abuse-form'
import { LimitsForm } from './limits-form'

/** Limits of links by role, and when one pauses by itself. */
export function InviteSettings() {
  const t = useTranslations()
  const trpc = useTRPC()
  const { may } = useMe()
  const limits = useQuery(trpc.invites.limits.queryOptions())
  const abuse = useQuery(trpc.invites.abuseRule.queryOptions())
  const mayWrite = may('setting.write')
  return (
    <SettingsFrame
      title={t('invites.settings_title')}
      lead={t('invites.settings_lead')}
      note={!mayWrite && t('intake.owners_change')}
    >
      <Section title={t('invites.limits')}>
        <SettingRead query={limits} height="h-44">
          {(read) => <LimitsForm {...read} mayWrite={mayWrite} />}
        </SettingRead>
      </Section>
      <Section title={t('invites.abuse')}>
        <SettingRead query={abuse} height="h-24">
          {(read) => <AbuseForm {...read} mayWrite={mayWrite} />}
        </SettingRead>
      </Section>
    </SettingsFrame>
  )
}
