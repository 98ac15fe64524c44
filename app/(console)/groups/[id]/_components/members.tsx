'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { DataTable } from '@/components/table/data-table'
import { Failed } from '@/components/table/failed'
import { LoadMore } from '@/components/table/load-more'
import { Time } from '@/components/time/time'
import { Empty } from '@/components/ui/empty'
import type { GroupDetail } from '@/server/features/groups/schema'
import { useMemberColumns } from './member-columns'

/** Who is in the group, read from OpenIM. */
export function Members({ group }: { group: GroupDetail }) {
  const t = useTranslations()
  const trpc = useTRPC()
  const refusalText = useRefusalText()
  const locale = useLocale()
  const columns = useMemberColumns()
  const { groupId } = group
  const query = useInfiniteQuery(
    trpc.groups.members.infiniteQueryOptions({ groupId }, { getNextPageParam: (last) => last.nextCursor }),
  )
  const newest = query.data?.pages[0]
  const kept = group.snapshot?.people
  return (
    <section aria-label={t('group.members')}>
      <header className="mb-1 flex items-baseline gap-2">
        <h2 className="font-semibold">{t('group.members')}</h2>
        {newest && (
          <>
            <span className="font-mono text-xs text-ink-3">{newest.total.toLocaleString(locale)}</span>
            <span className="ml-auto text-sm text-ink-3">
              {t('case.as_read')} <Time at={newest.readAt} as="clock" className="text-xs" />
            </span>
          </>
        )}
      </header>
      <DataTable
        label={t('group.members')}
        columns={columns}
        rows={query.data?.pages.flatMap((page) => page.items)}
        rowKey={(member) => member.userId}
        error={
          query.isError && (
            <Failed
              title={t('group.members_failed')}
              retryLabel={t('app.retry')}
              onRetry={() => void query.refetch()}
            >
              {refusalText(query.error)}
            </Failed>
          )
        }
        empty={
          <Empty title={t('group.members_empty_title')}>
            {kept ? t('group.members_empty_kept', { people: kept }) : t('group.members_empty_text')}
          </Empty>
        }
      />
      <LoadMore query={query} label={t('app.more')} busyLabel={t('app.loading_more')} />
    </section>
  )
}
