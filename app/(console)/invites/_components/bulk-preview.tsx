'use client'

import { useLocale, useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { Tag } from '@/components/ui/tag'
import type { BulkPreview as Preview } from '@/server/features/invites/manage/schema'

/** Which groups get a link, and which cannot have one. Each can be taken out again. */
export function BulkPreview(props: { groups: readonly Preview[]; onRemove: (groupId: string) => void }) {
  const { groups, onRemove } = props
  const t = useTranslations('invites')
  if (groups.length === 0) return null
  const refused = groups.filter((group) => group.refused !== null)
  // What needs a look stands first.
  const inOrder = [...refused, ...groups.filter((group) => group.refused === null)]
  return (
    <section aria-label={t('preview')}>
      <p className="mb-1 text-sm text-ink-3" role="status">
        {t('preview_made', { n: groups.length - refused.length })}
        {refused.length > 0 && (
          <>
            {' · '}
            <span className="text-warn">{t('preview_refused', { n: refused.length })}</span>
          </>
        )}
      </p>
      <ul className="max-h-52 overflow-y-auto rounded border border-line">
        {inOrder.map((group) => (
          <Line key={group.groupId} group={group} onRemove={() => onRemove(group.groupId)} />
        ))}
      </ul>
    </section>
  )
}

function Line({ group, onRemove }: { group: Preview; onRemove: () => void }) {
  const t = useTranslations('invites')
  const locale = useLocale()
  const named = useNamed()
  const name = group.name ?? group.groupId
  return (
    <li className="flex min-h-9 items-center gap-2.5 border-b border-line py-1 pr-1 pl-2.5 last:border-0">
      <Avatar name={name} shape="square" size="sm" />
      <span className="min-w-0 flex-1">
        <span className="flex min-w-0 items-baseline gap-2">
          <b className="truncate font-strong" dir="auto">
            {name}
          </b>
          {group.name !== null && <code className="truncate text-xs text-ink-3">{group.groupId}</code>}
        </span>
        {group.refused && <span className="block text-sm text-warn">{named('errors', group.refused)}</span>}
        {!group.refused && group.held && (
          <span className="block text-sm text-ink-3">{t('preview_held')}</span>
        )}
      </span>
      {group.links > 0 && <Tag className="shrink-0">{t('preview_links', { n: group.links })}</Tag>}
      {group.members !== null && (
        <span className="font-mono text-xs text-ink-3 max-sm:hidden">
          {t('preview_members', { n: group.members.toLocaleString(locale) })}
        </span>
      )}
      <Button variant="ghost" aria-label={t('preview_remove', { name })} onClick={onRemove}>
        <span aria-hidden="true">×</span>
      </Button>
    </li>
  )
}
