'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useMe } from '@/app/(console)/_components/me'
import { Section } from '@/components/ui/section'
import { Skeleton } from '@/components/ui/skeleton'
import { ReadFailed } from '../../_components/read-failed'
import { SettingsFrame } from '../../_components/settings-frame'
import { AbuseForm } from './abuse-form'
import { LimitsForm } from './limits-form'

/** Limits of links by role, and when one pauses by itself. After somebody else set them, theirs stand in the form. */
export function InviteSettings() {
  const t = useTranslations()
  const trpc = useTRPC()
  const { may } = useMe()
  const query = useQuery(trpc.invites.limits.queryOptions())
  const abuse = useQuery(trpc.invites.abuseRule.queryOptions())
  const mayWrite = may('setting.write')
  return (
    <SettingsFrame
      title={t('invites.settings_title')}
      lead={t('invites.settings_lead')}
      note={!mayWrite && t('intake.owners_change')}
    >
      <Section title={t('invites.limits')}>
        {query.data && (
          <LimitsForm
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
      </Section>
      <Section title={t('invites.abuse')}>
        {abuse.data && (
          <AbuseForm
            key={abuse.data.version}
            value={abuse.data.value}
            version={abuse.data.version}
            mayWrite={mayWrite}
          />
        )}
        {abuse.isError && !abuse.data && (
          <ReadFailed error={abuse.error} onRetry={() => void abuse.refetch()} />
        )}
        {abuse.isPending && <Skeleton className="h-24 w-full" />}
      </Section>
    </SettingsFrame>
  )
}
