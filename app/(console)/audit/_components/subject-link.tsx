'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { groupHref } from '@/app/(console)/groups/_components/group-href'
import { inviteHref } from '@/app/(console)/invites/_components/invite-href'
import { personHref } from '@/app/(console)/people/_components/person-href'
import type { AuditItem } from '@/server/features/audit/schema'

/** What a row is about; a group or a person leads to its page, and everything to the other rows about it. */
export function SubjectLink({ row }: { row: AuditItem }) {
  const t = useTranslations('audit')
  const named = useNamed()
  const { kind, id, name } = row.subject
  const href = pageOf(kind, id)
  return (
    <>
      <span className="text-ink-3">{named('kinds', kind)}</span>{' '}
      {href ? (
        <Link href={href} className="quiet-link" dir="auto">
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

function pageOf(kind: string, id: string): Route | undefined {
  if (kind === 'group') return groupHref(id)
  if (kind === 'user') return personHref(id)
  return kind === 'invite' ? inviteHref(id) : undefined
}
