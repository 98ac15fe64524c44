'use client'

import type { Route } from 'next'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { withParams } from '@/app/_search/with-params'
import type { Column } from '@/components/table/data-table'
import { RowLink } from '@/components/table/row-link'
import { Time } from '@/components/time/time'
import { Avatar } from '@/components/ui/avatar'
import type { AuditItem } from '@/server/features/audit/schema'

/** What the list tells about a row; less beside an opened one. */
export function useAuditColumns(narrow: boolean): Column<AuditItem>[] {
  const t = useTranslations()
  const named = useNamed()
  const params = useSearchParams().toString()
  const columns: Column<AuditItem>[] = [
    {
      id: 'time',
      header: t('audit.time'),
      cell: (row) => <Time at={row.at} as="moment" className="text-sm text-ink-3" />,
    },
    {
      id: 'what',
      header: t('audit.what'),
      cell: (row) => (
        <RowLink href={`/audit${withParams(params, { row: row.id })}` as Route} scroll={false}>
          <b className="font-strong">{named('audit_actions', row.action)}</b>
        </RowLink>
      ),
    },
    {
      id: 'about',
      header: t('audit.about'),
      grows: true,
      cell: (row) => <Subject row={row} />,
    },
    {
      id: 'who',
      header: t('audit.who'),
      hideBelow: 'md',
      cell: (row) => (
        <span className="flex items-center gap-2">
          <Avatar name={row.actor.name} size="sm" />
          <span className="max-w-36 truncate" dir="auto">
            {row.actor.name}
          </span>
        </span>
      ),
    },
    {
      id: 'case',
      header: t('audit.links'),
      hideBelow: 'xl',
      cell: (row) =>
        row.caseNumber !== null && (
          <span className="text-ink-3">{t('audit.case', { number: String(row.caseNumber) })}</span>
        ),
    },
  ]
  return narrow ? columns.filter(({ id }) => id !== 'case' && id !== 'who') : columns
}

function Subject({ row }: { row: AuditItem }) {
  const named = useNamed()
  const { kind, id, name } = row.subject
  return (
    <>
      <span className="text-ink-3">{named('kinds', kind)}</span> <span dir="auto">{name}</span>{' '}
      <code className="text-xs text-ink-3">{id}</code>
    </>
  )
}
