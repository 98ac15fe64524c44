'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import type { AuditItem } from '@/server/features/audit/schema'

/** What a row is about; a group or a person leads to its page, and everything to the other rows about it. */
export function SubjectLink({ row }: { row: AuditItem }) {
  const t = useTranslations('audit')
  const named = useNamed()
  const { kind, id, name } = row.subject
  const folder = kind === 'group' ? 'groups' : kind === 'user' && 'people'
  return (
    <>
      <span className="text-ink-3">{named('kinds', kind)}</span>{' '}
      {folder ? (
        <Link href={`/${folder}/${encodeURIComponent(id)}` as Route} className="quiet-link" dir="auto">
          {name ?? id}
        </Link>
      ) : (
        <span dir="auto">{name}</span>
      )}
      <code className="mt-0.5 block text-xs break-all text-ink-3">{id}</code>
      <Link
        href={`/audit?subject=${encodeURIComponent(id)}` as Route}
        className="quiet-link text-sm text-ink-3"
      >
        {t('about_this')}
      </Link>
    </>
  )
}
