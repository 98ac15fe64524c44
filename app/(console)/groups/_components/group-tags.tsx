'use client'

import { useTranslations } from 'use-intl'
import { Tag, type Tone } from '@/components/ui/tag'
import type { Standing } from '@/server/actions/schema'
import type { GroupItem, GroupStatus } from '@/server/features/groups/schema'

const STATUS: Record<GroupStatus, Tone> = {
  normal: 'neutral',
  muted: 'warn',
  banned: 'warn',
  dismissed: 'danger',
  gone: 'neutral',
}
const STANDING: Record<Standing, Tone> = {
  good: 'neutral',
  under_review: 'accent',
  suspended: 'warn',
  dismissed: 'danger',
}

/** A group's status in OpenIM. What is as usual has no tag, so that the rest stands out. */
export function StatusTag({ status }: { status: GroupStatus }) {
  const t = useTranslations('group_status')
  if (status === 'normal') return <span className="text-ink-3">{t(status)}</span>
  return <Tag tone={STATUS[status]}>{t(status)}</Tag>
}

/** A group's standing in Steward. */
export function StandingTag({ standing }: { standing: Standing }) {
  const t = useTranslations('standing')
  if (standing === 'good') return <span className="text-ink-3">{t(standing)}</span>
  return <Tag tone={STANDING[standing]}>{t(standing)}</Tag>
}

/** Tags that are shown beside a name; the rest is a number. */
const MOST_SHOWN = 2

/** What staff keep about a group: protection, category, tags. */
export function Labels({ group }: { group: Pick<GroupItem, 'protected' | 'category' | 'tags'> }) {
  const t = useTranslations('groups')
  const more = group.tags.length - MOST_SHOWN
  return (
    <>
      {group.protected && <Tag tone="accent">{t('protected')}</Tag>}
      {group.category && (
        <Tag>
          <span className="max-w-28 truncate font-strong" dir="auto">
            {group.category}
          </span>
        </Tag>
      )}
      {group.tags.slice(0, MOST_SHOWN).map((tag) => (
        <Tag key={tag}>
          <span className="max-w-28 truncate" dir="auto">
            {tag}
          </span>
        </Tag>
      ))}
      {more > 0 && (
        <span className="text-xs text-ink-3" title={group.tags.slice(MOST_SHOWN).join(', ')}>
          +{more}
        </span>
      )}
    </>
  )
}
