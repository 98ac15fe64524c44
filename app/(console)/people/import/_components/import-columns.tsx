'use client'

import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import type { Column } from '@/components/table/data-table'
import type { ImportRow } from '@/server/features/people/import/schema'

/** What the preview tells about a row of the file. */
export function useImportColumns(): Column<ImportRow>[] {
  const t = useTranslations('import_people')
  const named = useNamed()
  return [
    {
      id: 'line',
      header: t('line'),
      numeric: true,
      cell: (row) => <span className="text-ink-3">{row.line}</span>,
    },
    {
      id: 'id',
      header: t('id'),
      cell: (row) => (
        <code className="block max-w-48 truncate text-xs max-md:max-w-24" title={row.userId}>
          {row.userId || '–'}
        </code>
      ),
    },
    {
      id: 'nickname',
      header: t('nickname'),
      grows: true,
      cell: (row) => (
        <span dir="auto" title={row.nickname}>
          {row.nickname || '–'}
        </span>
      ),
    },
    {
      id: 'picture',
      header: t('picture'),
      hideBelow: 'lg',
      cell: (row) => (
        <code className="block max-w-60 truncate text-xs text-ink-3" title={row.faceUrl}>
          {row.faceUrl || '–'}
        </code>
      ),
    },
    {
      id: 'what',
      header: t('what'),
      cell: (row) =>
        row.problem ? (
          <span className="block w-80 py-1 text-sm whitespace-normal text-warn max-md:w-36">
            {named('plan', row.problem)}
          </span>
        ) : (
          <span className="text-sm text-ink-2">{t(`what_${row.state}`)}</span>
        ),
    },
  ]
}
