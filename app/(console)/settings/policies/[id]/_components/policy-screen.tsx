'use client'

import { useQuery } from '@tanstack/react-query'
import type { Route } from 'next'
import Link from 'next/link'
import { useLocale, useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useMe } from '@/app/(console)/_components/me'
import { Skeleton } from '@/components/ui/skeleton'
import { Tag } from '@/components/ui/tag'
import { inLanguage } from '@/server/features/desk/localised'
import { ReadFailed } from '../../../_components/read-failed'
import { PolicyForm } from './policy-form'
import { PolicyHistory } from './policy-history'

/** One policy: its words now, to be written anew by owners, and its history with what changed. */
export function PolicyScreen({ policyId }: { policyId: string }) {
  const t = useTranslations('desk_settings')
  const locale = useLocale()
  const trpc = useTRPC()
  const { may } = useMe()
  const versions = useQuery(trpc.desk.policyVersions.queryOptions({ policyId }))
  const newest = versions.data?.[0]
  return (
    <div className="h-full overflow-y-auto px-7 py-5 max-md:px-4">
      <p className="text-sm">
        <Link href={'/settings/policies' as Route} className="text-accent hover:underline">
          {t('policies_title')}
        </Link>
      </p>
      <h1 className="flex flex-wrap items-center gap-2 text-xl font-semibold tracking-tight">
        {newest ? inLanguage(newest.names, locale) : policyId}
        {newest && <Tag>{t('version_n', { n: newest.version })}</Tag>}
      </h1>
      <p className="max-w-[68ch] text-ink-3">
        {may('setting.write') ? t('policy_lead') : t('owners_change')}
      </p>
      {versions.isError && !versions.data && (
        <ReadFailed error={versions.error} onRetry={() => void versions.refetch()} />
      )}
      {versions.isPending && <Skeleton className="mt-4 h-44 w-full" />}
      {versions.data && newest && (
        <div className="mt-4 grid max-w-[1080px] gap-7 pb-8">
          <PolicyForm policyId={policyId} newest={newest} mayWrite={may('setting.write')} />
          <PolicyHistory versions={versions.data} />
        </div>
      )}
    </div>
  )
}
