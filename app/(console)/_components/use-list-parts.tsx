'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Failed } from '@/components/table/failed'
import { LoadMore, type Paged } from '@/components/table/load-more'

type ListQuery<Row> = Paged & {
  data: { pages: readonly { items: readonly Row[] }[] } | undefined
  isError: boolean
  error: Parameters<ReturnType<typeof useRefusalText>>[0] | null
  refetch: () => Promise<unknown>
}

/** What every list that is read page by page shows alike: its rows, what a failed read says, and what reads on. */
export function useListParts<Row>(query: ListQuery<Row>): {
  rows: Row[] | undefined
  error: ReactNode
  more: ReactNode
} {
  const t = useTranslations()
  const refusalText = useRefusalText()
  const { data, isError, error, refetch } = query
  return {
    rows: data?.pages.flatMap((page) => page.items),
    error: isError && error !== null && (
      <Failed
        title={t('table.failed_title')}
        retryLabel={t('app.retry')}
        onRetry={() => {
          void refetch()
        }}
      >
        {refusalText(error)}
      </Failed>
    ),
    more: <LoadMore query={query} label={t('app.more')} busyLabel={t('app.loading_more')} />,
  }
}
