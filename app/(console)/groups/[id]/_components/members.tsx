'use client'

import { useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { DataTable } from '@/components/table/data-table'
import { Failed } from '@/components/table/failed'
import { Time } from '@/components/time/time'
import { Empty } from '@/components/ui/empty'
import type { GroupDetail } from '@/server/features/groups/schema'
import { useMemberColumns } from './member-columns'
import { Pages } from './pages'

/** Members on one page, as the procedure gives them. */
const PER_PAGE = 50

/** Who is in the group, read from OpenIM page by page. */
export function Members({ group, page }: { group: GroupDetail; page: number }) {
  const t = useTranslations()
  const trpc = useTRPC()
  const refusalText = useRefusalText()
  const locale = useLocale()
  const columns = useMemberColumns()
  const { groupId } = group
  const query = useQuery(trpc.groups.members.queryOptions({ groupId, page }))
  const kept = group.snapshot?.people
  return (
    <section aria-label={t('group.members')}>
      <header className="mb-1 flex items-baseline gap-2">
        <h2 className="font-semibold">{t('group.members')}</h2>
        {query.data && (
          <>
            <span className="font-mono text-xs text-ink-3">{query.data.total.toLocaleString(locale)}</span>
            <span className="ml-auto text-sm text-ink-3">
              {t('case.as_read')} <Time at={query.data.readAt} as="clock" className="text-xs" />
            </span>
          </>
        )}
      </header>
      <DataTable
        label={t('group.members')}
        columns={columns}
        rows={query.data?.items}
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
      {query.data && <Pages page={page} pages={Math.max(1, Math.ceil(query.data.total / PER_PAGE))} />}
    </section>
  )
}
