'use client'

import { useTranslations } from 'use-intl'
import { Time } from '@/components/time/time'
import { Card } from '@/components/ui/card'
import type { GroupDetail } from '@/server/features/groups/schema'

/** The member list that was kept before a dismissal, and until when. */
export function Snapshot({ group }: { group: GroupDetail }) {
  const t = useTranslations('group')
  if (!group.snapshot) return null
  const { source, people, toldBesides, expiresAt, takenAt } = group.snapshot
  return (
    <Card title={t('snapshot')}>
      <p className="text-ink-2">
        {t('snapshot_people', { people })} <Time at={expiresAt} as="day" className="text-sm" />
      </p>
      {source === 'webhook' && <p className="text-sm text-warn">{t('snapshot_told')}</p>}
      {toldBesides > 0 && (
        <p className="text-sm text-ink-3">{t('snapshot_told_besides', { people: toldBesides })}</p>
      )}
      <p className="text-sm text-ink-3">
        {t('snapshot_taken')} <Time at={takenAt} as="moment" className="text-xs" />
      </p>
    </Card>
  )
}
