'use client'

import dynamic from 'next/dynamic'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useMe } from '@/app/(console)/_components/me'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Tag } from '@/components/ui/tag'
import type { GroupDetail } from '@/server/features/groups/schema'

const LabelsDialog = dynamic(() => import('./labels-dialog'), { ssr: false })

/** What staff keep about the group: category, tags, protection. */
export function Kept({ group, onChanged }: { group: GroupDetail; onChanged: () => Promise<unknown> }) {
  const t = useTranslations('group')
  const { may } = useMe()
  const [open, setOpen] = useState(false)
  return (
    <Card
      title={t('about')}
      aside={
        may('subject.annotate') && (
          <Button variant="ghost" onClick={() => setOpen(true)}>
            {t('change')}…
          </Button>
        )
      }
    >
      <dl className="grid gap-2">
        <Line label={t('category')}>
          {group.category ? <bdi>{group.category}</bdi> : <None>{t('category_none')}</None>}
        </Line>
        <Line label={t('tags')}>
          {group.tags.length === 0 && <None>{t('tags_none')}</None>}
          <span className="flex flex-wrap justify-end gap-1">
            {group.tags.map((tag) => (
              <Tag key={tag}>
                <bdi className="max-w-48 truncate">{tag}</bdi>
              </Tag>
            ))}
          </span>
        </Line>
        <Line label={t('protection')}>
          {group.protected ? t('protected') : <None>{t('unprotected')}</None>}
        </Line>
      </dl>
      {open && <LabelsDialog group={group} onClose={() => setOpen(false)} onDone={onChanged} />}
    </Card>
  )
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline gap-3">
      <dt className="shrink-0 text-ink-3">{label}</dt>
      <dd className="ml-auto min-w-0 text-right break-words">{children}</dd>
    </div>
  )
}

function None({ children }: { children: ReactNode }) {
  return <span className="text-ink-3">{children}</span>
}
